//===-- plugin/sema/SuspensionCheck.cpp - Coroutines can't be suspended in a transaction ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/SuspensionCheck.h"

#include "Markers.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stet {

/// The guard that opens a transaction block, or nullptr in another statement. It is
/// the first or, behind the block's arguments, the second declaration.
static const VarDecl *guardOf(const CompoundStmt *Body) {
  unsigned Looked = 0;
  for (const Stmt *Statement : Body->body()) {
    const auto *Declaration = dyn_cast<DeclStmt>(Statement);
    if (!Declaration || !Declaration->isSingleDecl() || ++Looked > 2)
      return nullptr;
    const auto *Variable = dyn_cast<VarDecl>(Declaration->getSingleDecl());
    if (Variable && Variable->getDeclName().isIdentifier() &&
        Variable->getName().starts_with(GuardName))
      return Variable;
  }
  return nullptr;
}

static void reportSuspensions(Sema &S, const Stmt *Statement, SourceLocation Block) {
  if (!Statement || isa<LambdaExpr>(Statement))
    return;
  if (isa<CoroutineSuspendExpr>(Statement) || isa<DependentCoawaitExpr>(Statement)) {
    DiagnosticsEngine &Diags = S.getDiagnostics();
    unsigned Error = Diags.getCustomDiagID(
        DiagnosticsEngine::Error,
        "a coroutine can't be suspended in a transaction; leave the block first "
        "[stet-unsafe-statement]");
    unsigned Note = Diags.getCustomDiagID(DiagnosticsEngine::Note, "the transaction begins here");
    S.Diag(Statement->getBeginLoc(), Error);
    S.Diag(Block, Note);
    return;
  }
  for (const Stmt *Child : Statement->children())
    reportSuspensions(S, Child, Block);
}

void checkSuspensions(Sema &S, const CompoundStmt *Body) {
  if (const VarDecl *Guard = guardOf(Body))
    reportSuspensions(S, Body, S.getSourceManager().getExpansionLoc(Guard->getLocation()));
}

} // namespace stet
