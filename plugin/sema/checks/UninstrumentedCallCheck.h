//===-- plugin/sema/checks/UninstrumentedCallCheck.h - Persistent memory for functions that write it
// unseen ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_UNINSTRUMENTEDCALLCHECK_H
#define STET_PLUGIN_SEMA_CHECKS_UNINSTRUMENTEDCALLCHECK_H

#include "sema/checks/CallChain.h"

namespace stet {

/// uninstrumented-call: the block, or a function that it reaches, passes persistent memory to
/// a function of a system header that may write it, and isn't in the library table.
void checkUninstrumentedCalls(TranslationUnit &Unit, const TransactionBlock &Block,
                              llvm::ArrayRef<Effect> Found);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_UNINSTRUMENTEDCALLCHECK_H
