//===-- plugin/lowering/LoopRanges.h - One snapshot for the stores of a loop ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_LOOPRANGES_H
#define STET_PLUGIN_LOWERING_LOOPRANGES_H

#include "lowering/MemoryWrites.h"
#include "llvm/IR/PassManager.h"

namespace stet {

/// Replaces the stores of a loop that fill consecutive memory by one range access in
/// front of the loop. Only in loops that run a number of times known at their start, in
/// which nothing can synchronise, throw or leave early: all of the range is certain to be
/// stored (DESIGN 4, rules 2 and 3). Emits the computation of the range. Each store of a
/// loop says what became of it in `Loop`.
void joinStoresOfLoops(llvm::Function &F, MemoryAccesses &Accesses,
                       llvm::FunctionAnalysisManager &FAM);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_LOOPRANGES_H
