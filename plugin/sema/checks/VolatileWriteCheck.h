//===-- plugin/sema/checks/VolatileWriteCheck.h - Changes that an abort does not undo ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_VOLATILEWRITECHECK_H
#define STET_PLUGIN_SEMA_CHECKS_VOLATILEWRITECHECK_H

#include "sema/TranslationUnit.h"
#include "sema/effects/AbortLanding.h"
#include "sema/effects/Effects.h"
#include "sema/effects/ScratchVariables.h"

namespace stet {

/// volatile-write: the block changes a volatile object that outlives it, itself or through
/// what it calls. Silent for automatic variables whose value is not read after an abort, and
/// for others that are always overwritten before.
/// volatile-read-after-abort: it is read where an abort lands.
void checkVolatileWrites(TranslationUnit &Unit, const TransactionBlock &Block,
                         llvm::ArrayRef<Effect> Found, AbortLanding &Landing,
                         ScratchVariables &Scratch);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_VOLATILEWRITECHECK_H
