//===-- plugin/lowering/UnwindingMode.h - Is a block reached normally or by unwinding? ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_UNWINDINGMODE_H
#define STET_PLUGIN_LOWERING_UNWINDINGMODE_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/Function.h"

namespace stet {

/// Tells for each point of a function, before optimisation, whether it executes
/// normally or while an exception unwinds. The way in is normal, an unwind edge makes
/// it unwinding, __cxa_begin_catch normal again.
class UnwindingMode {
public:
  enum Mode : uint8_t { Unreachable = 0, Normal = 1, Unwinding = 2, Both = 3 };

  explicit UnwindingMode(llvm::Function &F);

  Mode at(const llvm::Instruction &I) const;

private:
  llvm::DenseMap<const llvm::BasicBlock *, uint8_t> AtStart;
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_UNWINDINGMODE_H
