//===-- plugin/syntax/VolatileAttributes.cpp - The attributes of volatile memory ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Recognises `[[stet::restored]]` and `[[stet::transient]]`, says on what they can't
// stand, and leaves annotations (Markers.h). What depends on the type, sema looks at when it is
// known.
//
//===----------------------------------------------------------------------===//
#include "Markers.h"
#include "syntax/Rejection.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace stet {
namespace {

constexpr ParsedAttrInfo::Spelling RestoredSpellings[] = {
    {ParsedAttr::AS_CXX11, "stet::restored"},
    {ParsedAttr::AS_C23, "stet::restored"},
    {ParsedAttr::AS_GNU, "restored"},
};

void annotate(Sema &S, Decl *D, const ParsedAttr &Attr, StringRef Annotation) {
  D->addAttr(
      AnnotateAttr::CreateImplicit(S.getASTContext(), Annotation, nullptr, 0, Attr.getRange()));
}

class RestoredAttribute : public ParsedAttrInfo {
public:
  RestoredAttribute() {
    Spellings = RestoredSpellings;
    IsSupportedByPragmaAttribute = true;
  }

  bool diagAppertainsToDecl(Sema &S, const ParsedAttr &Attr, const Decl *D) const override {
    if (isa<VarDecl, FieldDecl>(D))
      return true;
    return reject(S, Attr, "'restored' attribute only applies to variables and members");
  }

  void getPragmaAttributeMatchRules(SmallVectorImpl<std::pair<attr::SubjectMatchRule, bool>> &Rules,
                                    const LangOptions &) const override {
    for (attr::SubjectMatchRule Rule :
         {attr::SubjectMatchRule_variable, attr::SubjectMatchRule_variable_is_global,
          attr::SubjectMatchRule_field})
      Rules.push_back({Rule, true});
  }

  AttrHandling handleDeclAttribute(Sema &S, Decl *D, const ParsedAttr &Attr) const override {
    annotate(S, D, Attr, RestoredAnnotation);
    auto *Variable = dyn_cast<VarDecl>(D);
    if (Variable && Variable->hasExternalStorage() && !Variable->hasAttr<SectionAttr>())
      Variable->addAttr(
          SectionAttr::CreateImplicit(S.getASTContext(), RestoredSection, Attr.getRange()));
    return AttributeApplied;
  }
};

constexpr ParsedAttrInfo::Spelling TransientSpellings[] = {
    {ParsedAttr::AS_CXX11, "stet::transient"},
    {ParsedAttr::AS_C23, "stet::transient"},
    {ParsedAttr::AS_GNU, "transient"},
};

class TransientAttribute : public ParsedAttrInfo {
public:
  TransientAttribute() {
    Spellings = TransientSpellings;
    IsSupportedByPragmaAttribute = true;
  }

  bool diagAppertainsToDecl(Sema &S, const ParsedAttr &Attr, const Decl *D) const override {
    if (isa<FieldDecl>(D))
      return true;
    return reject(S, Attr,
                  "'transient' attribute only applies to non-static members of persistent classes");
  }

  void getPragmaAttributeMatchRules(SmallVectorImpl<std::pair<attr::SubjectMatchRule, bool>> &Rules,
                                    const LangOptions &) const override {
    Rules.push_back({attr::SubjectMatchRule_field, true});
  }

  AttrHandling handleDeclAttribute(Sema &S, Decl *D, const ParsedAttr &Attr) const override {
    annotate(S, D, Attr, TransientAnnotation);
    return AttributeApplied;
  }
};

ParsedAttrInfoRegistry::Add<TransientAttribute>
    Transient("transient", "a volatile member of persistent objects");
ParsedAttrInfoRegistry::Add<RestoredAttribute> Restored("restored",
                                                        "volatile memory that an abort restores");

} // namespace
} // namespace stet
