//===-- plugin/sema/checks/UnsafeCallCheck.h - Functions that must not be called in a transaction
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_UNSAFECALLCHECK_H
#define STET_PLUGIN_SEMA_CHECKS_UNSAFECALLCHECK_H

#include "sema/TranslationUnit.h"
#include "sema/effects/Effects.h"

namespace stet {

/// unsafe-call: a function marked [[stet::transaction_unsafe]] is called in the block, or
/// by what the block calls.
void checkUnsafeCalls(TranslationUnit &Unit, const TransactionBlock &Block,
                      llvm::ArrayRef<Effect> Found);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_UNSAFECALLCHECK_H
