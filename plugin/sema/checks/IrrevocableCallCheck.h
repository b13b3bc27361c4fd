//===-- plugin/sema/checks/IrrevocableCallCheck.h - What an abort cannot undo ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_IRREVOCABLECALLCHECK_H
#define STET_PLUGIN_SEMA_CHECKS_IRREVOCABLECALLCHECK_H

#include "sema/checks/CallChain.h"

namespace stet {

/// irrevocable-call: the block, or a function that it reaches, does what an abort can't undo.
/// One warning for each place in the block.
void checkIrrevocableCalls(TranslationUnit &Unit, const TransactionBlock &Block,
                           llvm::ArrayRef<Effect> Found);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_IRREVOCABLECALLCHECK_H
