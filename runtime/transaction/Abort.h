//===-- runtime/transaction/Abort.h - Leaving blocks by an abort ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_ABORT_H
#define STET_RUNTIME_TRANSACTION_ABORT_H

#include "Block.h"

namespace stet {

/// Unwinds the stack to the landing pad of `Target`, the innermost block, by forced
/// unwinding: it passes every frame's cleanups and no handler. Ends the program with
/// a message when a frame can't be unwound or stops it. Nothing is rolled back here:
/// cleanups on the way may still write.
[[noreturn]] void unwindTo(Block &Target, int Error);

/// The exception object that stands for an abort to the block.
_Unwind_Exception *prepareAbort(Block &Target, int Error);

/// Whether `Exception`, which has arrived at `Here`, is the abort of a block further
/// in: it has passed that block's landing pad.
bool isAbortThatPassedItsBlock(const Block &Here, const void *Exception);
[[noreturn]] void reportPassedBlock();

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_ABORT_H
