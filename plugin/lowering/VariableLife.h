//===-- plugin/lowering/VariableLife.h - Where a local variable is alive ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_VARIABLELIFE_H
#define STET_PLUGIN_LOWERING_VARIABLELIFE_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Function.h"

namespace stet {

/// Finds by forward dataflow where a variable has been declared for certain and has not
/// ended since.
class VariableLife {
public:
  /// `Ends`: besides the ends of its storage.
  VariableLife(const llvm::Value &Variable, const llvm::Instruction &Declaration,
               const llvm::SmallPtrSetImpl<const llvm::Instruction *> &Ends);

  bool isAliveBefore(const llvm::Instruction &I) const;

private:
  bool after(const llvm::Instruction &I, bool IsAlive) const;

  const llvm::Value &Variable;
  const llvm::Instruction &Declaration;
  const llvm::SmallPtrSetImpl<const llvm::Instruction *> &Ends;
  llvm::DenseMap<const llvm::BasicBlock *, bool> AtStart; ///< absent: unreachable
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_VARIABLELIFE_H
