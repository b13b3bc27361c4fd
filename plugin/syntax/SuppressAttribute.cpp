//===-- plugin/syntax/SuppressAttribute.cpp - The attribute [[stet::suppress]] ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `[[stet::suppress("volatile-write")]]` on a statement or declaration. It becomes
// Clang's own attribute `suppress`, which templates keep and code generation ignores.
//
//===----------------------------------------------------------------------===//
#include "Compatibility.h"
#include "Markers.h"
#include "sema/diagnostics/Catalogue.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stet {
namespace {

/// The parser asks whether an attribute takes arguments by its name without the scope, so
/// the name alone is a spelling, too. It is refused like every name that Clang doesn't know.
constexpr ParsedAttrInfo::Spelling SuppressSpellings[] = {
    {ParsedAttr::AS_CXX11, "stet::suppress"}, {ParsedAttr::AS_CXX11, "suppress"},
    {ParsedAttr::AS_C23, "stet::suppress"},   {ParsedAttr::AS_C23, "suppress"},
    {ParsedAttr::AS_GNU, "stet_suppress"},
};

class SuppressAttribute : public StatementAttributeInfo {
public:
  SuppressAttribute() {
    Spellings = SuppressSpellings;
    NumArgs = 1;
    OptArgs = 15;
    IsStmt = true;
    IsSupportedByPragmaAttribute = false;
  }

  AttrHandling handleDeclAttribute(Sema &S, Decl *D, const ParsedAttr &Attr) const override {
    SmallVector<std::string, 4> Names = namesIn(S, Attr);
    if (Names.empty())
      return AttributeNotApplied;
    D->addAttr(create(S, Names, Attr));
    return AttributeApplied;
  }

  AttrHandling handleStmtAttribute(Sema &S, Stmt *, const ParsedAttr &Attr,
                                   class Attr *&Result) const override {
    SmallVector<std::string, 4> Names = namesIn(S, Attr);
    if (Names.empty())
      return AttributeNotApplied;
    Result = create(S, Names, Attr);
    return AttributeApplied;
  }

private:
  static class Attr *create(Sema &S, ArrayRef<std::string> Names, const ParsedAttr &Attr) {
    SmallVector<StringRef, 4> Identifiers(Names.begin(), Names.end());
    return SuppressAttr::CreateImplicit(S.getASTContext(), Identifiers.data(), Identifiers.size(),
                                        Attr.getRange());
  }

  /// The diagnostics that the attribute names, with the prefix that marks them as ours.
  static SmallVector<std::string, 4> namesIn(Sema &S, const ParsedAttr &Attr) {
    SmallVector<std::string, 4> Names;
    if (!Attr.hasScope() && !Attr.isGNUAttribute()) {
      S.Diag(Attr.getLoc(), diag::warn_unknown_attribute_ignored) << Attr.getAttrName();
      return Names;
    }
    for (unsigned I = 0; I < Attr.getNumArgs(); ++I) {
      const Expr *Argument = Attr.isArgExpr(I) ? Attr.getArgAsExpr(I) : nullptr;
      const auto *Literal =
          Argument ? dyn_cast<StringLiteral>(Argument->IgnoreParenImpCasts()) : nullptr;
      if (!Literal || Literal->getCharByteWidth() != 1) {
        error(S, Argument ? Argument->getBeginLoc() : Attr.getLoc(),
              "'stet::suppress' takes the names of diagnostics as string literals");
        continue;
      }
      StringRef Name = Literal->getString();
      std::optional<Diagnostic> D = findDiagnostic(Name);
      if (!D)
        error(S, Literal->getBeginLoc(),
              ("unknown diagnostic '" + Name + "'" + suggestDiagnostic(Name)).str());
      else if (!infoOf(*D).CanChange)
        error(S, Literal->getBeginLoc(),
              ("'" + Name + "' is always an error and can't be suppressed").str());
      else
        Names.push_back((SuppressPrefix + infoOf(*D).Name).str());
    }
    return Names;
  }

  static void error(Sema &S, SourceLocation At, StringRef Text) {
    S.Diag(At, S.getDiagnostics().getCustomDiagID(DiagnosticsEngine::Error, "%0")) << Text;
  }
};

ParsedAttrInfoRegistry::Add<SuppressAttribute> Registration("stet_suppress",
                                                            "silences diagnostics of Stet");

} // namespace
} // namespace stet
