//===-- plugin/sema/diagnostics/Suppressions.cpp - Where [[stet::suppress]] stands ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/diagnostics/Suppressions.h"

#include "Markers.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace stet {

/// Calls `Found` with each diagnostic that the attribute names.
template <class Function> static void forEachName(const Attr *A, Function Found) {
  const auto *Suppress = dyn_cast<SuppressAttr>(A);
  if (!Suppress)
    return;
  for (StringRef Identifier : Suppress->diagnosticIdentifiers())
    if (Identifier.consume_front(SuppressPrefix))
      if (std::optional<Diagnostic> D = findDiagnostic(Identifier))
        Found(*D);
}

template <class Function> static void forEachName(const Decl *D, Function Found) {
  if (D->hasAttrs())
    for (const Attr *A : D->attrs())
      forEachName(A, Found);
}

bool isSuppressedOn(const Decl *D, Diagnostic Name) {
  bool IsFound = false;
  forEachName(D, [&](Diagnostic Each) { IsFound |= Each == Name; });
  return IsFound;
}

void Suppressions::add(const Decl *D) {
  forEachName(D, [&](Diagnostic Name) { Parts.push_back({Name, D->getSourceRange()}); });
}

void Suppressions::add(const AttributedStmt *Statement) {
  for (const Attr *A : Statement->getAttrs())
    forEachName(A, [&](Diagnostic Name) { Parts.push_back({Name, Statement->getSourceRange()}); });
}

bool Suppressions::cover(const SourceManager &SM, Diagnostic D, SourceLocation At) const {
  if (At.isInvalid())
    return false;
  At = SM.getExpansionLoc(At);
  return llvm::any_of(Parts, [&](const Part &P) {
    return P.Silenced == D && P.Range.isValid() &&
           !SM.isBeforeInTranslationUnit(At, SM.getExpansionLoc(P.Range.getBegin())) &&
           !SM.isBeforeInTranslationUnit(SM.getExpansionRange(P.Range.getEnd()).getEnd(), At);
  });
}

} // namespace stet
