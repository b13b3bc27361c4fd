//===-- plugin/syntax/Attributes.cpp - The attribute [[persistent]] ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Recognises the attribute in all its spellings, says where it can't stand, and
// leaves marks (Markers.h) for sema and lowering.
//
//===----------------------------------------------------------------------===//
#include "Markers.h"
#include "sema/diagnostics/Reporter.h"
#include "syntax/Rejection.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stet {
namespace {

constexpr ParsedAttrInfo::Spelling PersistentSpellings[] = {
    {ParsedAttr::AS_CXX11, "persistent"}, {ParsedAttr::AS_CXX11, "stet::persistent"},
    {ParsedAttr::AS_C23, "persistent"},   {ParsedAttr::AS_C23, "stet::persistent"},
    {ParsedAttr::AS_GNU, "persistent"},
};

class PersistentAttribute : public ParsedAttrInfo {
public:
  PersistentAttribute() {
    Spellings = PersistentSpellings;
    OptArgs = 1;
    IsSupportedByPragmaAttribute = true;
  }

  bool diagAppertainsToDecl(Sema &S, const ParsedAttr &Attr, const Decl *D) const override {
    if (isa<RecordDecl>(D))
      return true;
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable)
      return reject(S, Attr,
                    "'persistent' attribute only applies to classes, structs, unions, and to "
                    "global, static-member and static local variables");
    if (isa<ParmVarDecl>(Variable))
      return rejectVariable(S, Attr, "a parameter can't be persistent");
    if (Variable->getTSCSpec() != TSCS_unspecified)
      return rejectVariable(S, Attr,
                            "a thread-local variable can't be persistent: it belongs to one "
                            "thread of one run");
    if (!Variable->hasGlobalStorage())
      return rejectVariable(S, Attr,
                            "an automatic variable can't be persistent; declare it 'static', or "
                            "allocate it in the pool");
    if (Variable->getType()->isReferenceType())
      return rejectVariable(S, Attr, "a reference can't be persistent; use a pointer");
    return true;
  }

  void getPragmaAttributeMatchRules(SmallVectorImpl<std::pair<attr::SubjectMatchRule, bool>> &Rules,
                                    const LangOptions &) const override {
    for (attr::SubjectMatchRule Rule :
         {attr::SubjectMatchRule_record, attr::SubjectMatchRule_record_not_is_union,
          attr::SubjectMatchRule_variable, attr::SubjectMatchRule_variable_is_global})
      Rules.push_back({Rule, true});
  }

  AttrHandling handleDeclAttribute(Sema &S, Decl *D, const ParsedAttr &Attr) const override {
    ASTContext &C = S.getASTContext();
    if (Attr.getNumArgs() != 0) {
      reject(S, Attr,
             "'persistent' takes no argument but 'stm', and '[[persistent(stm)]]' is not "
             "supported yet; use '[[persistent]]'");
      return AttributeNotApplied;
    }
    if (isa<RecordDecl>(D)) {
      D->addAttr(
          AnnotateAttr::CreateImplicit(C, PersistentAnnotation, nullptr, 0, Attr.getRange()));
      return AttributeApplied;
    }
    auto *Variable = cast<VarDecl>(D);
    if (Variable->hasAttr<SectionAttr>()) {
      if (!isPersistentSection(Variable->getAttr<SectionAttr>()->getName()))
        reject(S, Attr, "a persistent variable lives in the pool and can't be in a section");
      return AttributeApplied;
    }
    bool Const = C.getBaseElementType(Variable->getType()).isConstQualified();
    Variable->addAttr(SectionAttr::CreateImplicit(
        C, Const ? PersistentConstSection : PersistentSection, Attr.getRange()));
    if (S.getLangOpts().CPlusPlus)
      Variable->addAttr(NoDestroyAttr::CreateImplicit(C, Attr.getRange()));
    return AttributeApplied;
  }

private:
  static bool rejectVariable(Sema &S, const ParsedAttr &Attr, StringRef Message) {
    giveError(S.getDiagnostics(), Diagnostic::PersistentVariable, Attr.getLoc(), Attr.getRange(),
              Message);
    return false;
  }
};

ParsedAttrInfoRegistry::Add<PersistentAttribute> Registration("persistent",
                                                              "lives in persistent memory");

} // namespace
} // namespace stet
