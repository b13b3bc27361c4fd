//===-- plugin/sema/checks/IrrevocableCallCheck.cpp - What an abort cannot undo ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/IrrevocableCallCheck.h"

#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include <set>

using namespace clang;

namespace stet {

/// Whether it is the block itself that does it: it takes the locks that it was given.
static bool isOfGuard(const TranslationUnit &Unit, const TransactionBlock &Block,
                      SourceLocation At) {
  const SourceManager &SM = Unit.C.getSourceManager();
  SourceLocation Guard = SM.getExpansionLoc(Block.Guard->getEndLoc());
  At = SM.getExpansionLoc(At);
  return At == Guard || SM.isBeforeInTranslationUnit(At, Guard);
}

void checkIrrevocableCalls(TranslationUnit &Unit, const TransactionBlock &Block,
                           ArrayRef<Effect> Found) {
  SourceLocation Begin = Block.keyword(Unit.C.getSourceManager());
  std::set<SourceLocation> Given;
  for (const Effect &E : Found) {
    // The block itself takes the locks that it was given.
    if (E.What != Effect::IrrevocableCall || isOfGuard(Unit, Block, E.begin()) ||
        !Given.insert(E.begin()).second)
      continue;
    std::string Does = quoted(E.Callee);
    if (!E.Chain.empty())
      Does = "the call to " + calleeName(E.Chain.front().Callee) + " calls " + Does + ", which";
    Finding F{Diagnostic::IrrevocableCall, E.begin(),
              Does +
                  " can't be undone if the transaction aborts: " + whyIrrevocable(E.Outside).str(),
              E.begin()};
    appendCallChain(Unit, F, E, "called");
    F.Notes.push_back({Begin, "the transaction begins here", {}});
    Unit.Report.report(std::move(F));
  }
}

} // namespace stet
