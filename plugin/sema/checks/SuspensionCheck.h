//===-- plugin/sema/checks/SuspensionCheck.h - Coroutines can't be suspended in a transaction
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_SUSPENSIONCHECK_H
#define STET_PLUGIN_SEMA_CHECKS_SUSPENSIONCHECK_H

#include "sema/TranslationUnit.h"

namespace stet {

/// unsafe-statement: co_await and co_yield in a block. The thread would leave the block
/// with its transaction open.
void checkSuspensions(TranslationUnit &Unit, const TransactionBlock &Block);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_SUSPENSIONCHECK_H
