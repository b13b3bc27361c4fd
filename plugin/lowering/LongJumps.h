//===-- plugin/lowering/LongJumps.h - Blocks that a longjmp leaves ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// longjmp runs no cleanup, so a block that it leaves does not learn of it. The setjmp
// does, when it returns once more: it remembers the innermost block of its first return,
// and blocks that have begun since and still run are rolled back. Where no transaction
// runs that costs two tests of the thread's mode.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_LONGJUMPS_H
#define STET_PLUGIN_LOWERING_LONGJUMPS_H

#include "llvm/IR/Function.h"

namespace stet {

/// Adds this to all calls of setjmp in `F`. Returns whether there are any.
bool watchLongJumps(llvm::Function &F);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_LONGJUMPS_H
