//===-- plugin/sema/checks/UninstrumentedCallCheck.cpp - Persistent memory for functions that write
// it unseen ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/UninstrumentedCallCheck.h"

#include "clang/AST/Decl.h"

using namespace clang;

namespace stet {

void checkUninstrumentedCalls(TranslationUnit &Unit, const TransactionBlock &Block,
                              ArrayRef<Effect> Found) {
  SourceLocation Begin = Block.keyword(Unit.C.getSourceManager());
  for (const Effect &E : Found) {
    if (E.What != Effect::UnseenWrite || E.Where.What != Place::Persistent)
      continue;
    std::string Calls = quoted(E.Callee);
    if (!E.Chain.empty())
      Calls = "the call to " + calleeName(E.Chain.front().Callee) + " calls " + Calls + ", which";
    Finding F{Diagnostic::UninstrumentedCall, E.begin(),
              Calls + " may write the persistent memory that it gets, and was not compiled with "
                      "Stet: its changes are not undone if the transaction aborts",
              E.begin()};
    appendCallChain(Unit, F, E, "called");
    F.Notes.push_back({E.Callee->getLocation(),
                       "declare it '[[stet::transaction_pure]]' if it writes none of it",
                       {}});
    F.Notes.push_back({Begin, "the transaction begins here", {}});
    Unit.Report.report(std::move(F));
  }
}

} // namespace stet
