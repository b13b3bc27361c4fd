//===-- plugin/sema/checks/VolatilePointerCheck.cpp - Volatile addresses in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/VolatilePointerCheck.h"

#include "sema/StorageClass.h"
#include "sema/checks/PointerStores.h"
#include "sema/checks/VolatileAddress.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace stet {

static void report(TranslationUnit &Unit, PlaceFinder &Places, const FunctionDecl *In,
                   const PointerStore &Store) {
  std::optional<VolatileAddress> Address =
      volatileAddressOf(Unit.C, Places, In, Store.Value, Store.IsObject);
  if (!Address)
    return;
  const Expr *Value = Store.Value->IgnoreImplicit();
  SourceLocation At = Value->getExprLoc();
  Finding F{Diagnostic::VolatilePointer, At,
            "the address of " + Address->Of +
                " is stored in persistent memory: the next run finds something else there",
            Value->getSourceRange()};
  // The first step is in this function, near the value.
  for (SourceLocation Step : llvm::drop_begin(Store.Steps))
    F.Notes.push_back({Step, "stored here", {}});
  for (FindingNote &Note : Address->Notes)
    F.Notes.push_back(std::move(Note));
  Unit.Report.report(std::move(F));
}

void checkVolatilePointers(TranslationUnit &Unit, PlaceFinder &Places) {
  const SourceManager &SM = Unit.C.getSourceManager();
  PointerStores Stores(Places);
  for (const FunctionDecl *Function : Unit.Functions)
    if (!SM.isInSystemHeader(SM.getExpansionLoc(Function->getLocation())))
      for (const PointerStore &Store : Stores.in(Function))
        report(Unit, Places, Function, Store);
  for (const VarDecl *Variable : Unit.Variables)
    if (isPersistentVariable(Variable) && Variable->hasInit())
      for (const PointerStore &Store : Stores.inInitialiser(Variable))
        report(Unit, Places, dyn_cast<FunctionDecl>(Variable->getDeclContext()), Store);
}

} // namespace stet
