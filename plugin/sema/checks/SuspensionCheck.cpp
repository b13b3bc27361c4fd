//===-- plugin/sema/checks/SuspensionCheck.cpp - Coroutines can't be suspended in a transaction
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/SuspensionCheck.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace stet {

static void reportSuspensions(TranslationUnit &Unit, const Stmt *Statement, SourceLocation Block) {
  if (!Statement || isa<LambdaExpr>(Statement))
    return;
  if (isa<CoroutineSuspendExpr>(Statement) || isa<DependentCoawaitExpr>(Statement)) {
    Finding F{Diagnostic::UnsafeStatement, Statement->getBeginLoc(),
              "a coroutine can't be suspended in a transaction; leave the block first",
              Statement->getSourceRange()};
    F.Notes.push_back({Block, "the transaction begins here", {}});
    return Unit.Report.report(std::move(F));
  }
  for (const Stmt *Child : Statement->children())
    reportSuspensions(Unit, Child, Block);
}

void checkSuspensions(TranslationUnit &Unit, const TransactionBlock &Block) {
  reportSuspensions(Unit, Block.Body, Block.keyword(Unit.C.getSourceManager()));
}

} // namespace stet
