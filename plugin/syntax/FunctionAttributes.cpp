//===-- plugin/syntax/FunctionAttributes.cpp - The attributes of functions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `[[stet::transaction_pure]]` promises that the function writes no persistent memory;
// `[[stet::transaction_unsafe]]` forbids it in transactions. They leave annotations
// (Markers.h).
//
//===----------------------------------------------------------------------===//
#include "Markers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stet {
namespace {

/// One attribute without arguments that stands on functions.
class FunctionAttribute : public ParsedAttrInfo {
public:
  FunctionAttribute(ArrayRef<Spelling> Spelled, StringRef Name, StringRef Annotation)
      : Name(Name), Annotation(Annotation) {
    Spellings = Spelled;
    IsSupportedByPragmaAttribute = true;
  }

  bool diagAppertainsToDecl(Sema &S, const ParsedAttr &Attr, const Decl *D) const override {
    if (isa<FunctionDecl, FunctionTemplateDecl>(D))
      return true;
    S.Diag(Attr.getLoc(), S.getDiagnostics().getCustomDiagID(
                              DiagnosticsEngine::Error, "'%0' attribute only applies to functions"))
        << Name << Attr.getRange();
    return false;
  }

  void getPragmaAttributeMatchRules(SmallVectorImpl<std::pair<attr::SubjectMatchRule, bool>> &Rules,
                                    const LangOptions &) const override {
    Rules.push_back({attr::SubjectMatchRule_function, true});
  }

  AttrHandling handleDeclAttribute(Sema &S, Decl *D, const ParsedAttr &Attr) const override {
    D->addAttr(
        AnnotateAttr::CreateImplicit(S.getASTContext(), Annotation, nullptr, 0, Attr.getRange()));
    return AttributeApplied;
  }

private:
  StringRef Name, Annotation;
};

constexpr ParsedAttrInfo::Spelling PureSpellings[] = {
    {ParsedAttr::AS_CXX11, "stet::transaction_pure"},
    {ParsedAttr::AS_C23, "stet::transaction_pure"},
    {ParsedAttr::AS_GNU, "transaction_pure"},
};
constexpr ParsedAttrInfo::Spelling UnsafeSpellings[] = {
    {ParsedAttr::AS_CXX11, "stet::transaction_unsafe"},
    {ParsedAttr::AS_C23, "stet::transaction_unsafe"},
    {ParsedAttr::AS_GNU, "transaction_unsafe"},
};

struct PureAttribute : FunctionAttribute {
  PureAttribute() : FunctionAttribute(PureSpellings, "transaction_pure", PureAnnotation) {}
};
struct UnsafeAttribute : FunctionAttribute {
  UnsafeAttribute() : FunctionAttribute(UnsafeSpellings, "transaction_unsafe", UnsafeAnnotation) {}
};

ParsedAttrInfoRegistry::Add<PureAttribute> Pure("transaction_pure", "writes no persistent memory");
ParsedAttrInfoRegistry::Add<UnsafeAttribute> Unsafe("transaction_unsafe",
                                                    "not to be called in a transaction");

} // namespace
} // namespace stet
