//===-- plugin/sema/checks/UnsafeCallCheck.cpp - Functions that must not be called in a transaction
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/UnsafeCallCheck.h"

#include "sema/StorageClass.h"
#include "sema/checks/CallChain.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace stet {

void checkUnsafeCalls(TranslationUnit &Unit, const TransactionBlock &Block,
                      ArrayRef<Effect> Found) {
  for (const Effect &E : Found) {
    if (E.What != Effect::UnsafeCall)
      continue;
    Finding F{Diagnostic::UnsafeCall, E.begin(), "", E.begin()};
    F.Text = quoted(E.Callee) + " must not be called in a transaction";
    if (!E.Chain.empty())
      F.Text = "the call to " + calleeName(E.Chain.front().Callee) + " calls " + quoted(E.Callee) +
               ", which must not be called in a transaction";
    appendCallChain(Unit, F, E, "called");
    F.Notes.push_back({unsafeDeclaration(E.Callee)->getLocation(),
                       "marked '[[stet::transaction_unsafe]]' here",
                       {}});
    F.Notes.push_back(
        {Block.keyword(Unit.C.getSourceManager()), "the transaction begins here", {}});
    Unit.Report.report(std::move(F));
  }
}

} // namespace stet
