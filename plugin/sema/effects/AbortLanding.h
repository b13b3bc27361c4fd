//===-- plugin/sema/effects/AbortLanding.h - Where control goes on when a block aborts ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_ABORTLANDING_H
#define STET_PLUGIN_SEMA_EFFECTS_ABORTLANDING_H

#include "sema/TransactionBlock.h"
#include "sema/effects/FunctionFlows.h"
#include "sema/effects/LastAbort.h"

namespace clang {
class DeclRefExpr;
} // namespace clang

namespace stet {

/// Follows control from where it lands after an abort: right behind the block when aborts
/// resume there, else in the handlers of the function that may catch the exception.
/// Branches that ask stet_last_abort() are followed as an abort takes them.
class AbortLanding {
public:
  explicit AbortLanding(FunctionFlows &Flows) : Flows(Flows) {}

  /// The first read of the variable after the block has aborted, before the variable is
  /// overwritten; nullptr when there is none in the block's function, or that is not known.
  /// A call may overwrite what is not local, but output and stet_last_abort() do not. A variable of
  /// another function, that a lambda captured, is looked for in the handlers of that function which
  /// come after the lambda, and behind its calls where the block's own function catches the abort
  /// and does nothing then.
  const clang::DeclRefExpr *readAfterAbort(const TransactionBlock &Block,
                                           const clang::VarDecl *Variable);

private:
  CaughtAbort caughtAbortOf(const TransactionBlock &Block);

  FunctionFlows &Flows;
  LastAbort Last;
};

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_ABORTLANDING_H
