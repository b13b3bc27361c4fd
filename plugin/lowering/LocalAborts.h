//===-- plugin/lowering/LocalAborts.h - Aborts that need no unwinder ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs late in the scalar optimiser, after inlining. A stet_abort whose landing pad
// is in the same function, and runs straight to the block's stet_block_unwound,
// becomes a call that records the reason and a branch: nanoseconds instead of a
// microsecond of unwinding.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_LOCALABORTS_H
#define STET_PLUGIN_LOWERING_LOCALABORTS_H

#include "llvm/IR/Instruction.h"
#include "llvm/IR/PassManager.h"

namespace stet {

/// Whether `I` is a call of stet_abort.
bool isAbort(const llvm::Instruction &I);

class LocalAborts : public llvm::PassInfoMixin<LocalAborts> {
public:
  llvm::PreservedAnalyses run(llvm::Function &F, llvm::FunctionAnalysisManager &AM);
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_LOCALABORTS_H
