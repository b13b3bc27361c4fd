//===-- plugin/lowering/PersistentVariables.h - Persistent variables move to the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs at the pipeline's start. A persistent variable `x` (Markers.h) becomes a
// descriptor `x.stet` (struct stet_variable of stet/abi.h), which a constructor of the
// module registers; the symbol `x` is gone, so that a declaration which forgot the
// attribute does not link. Every use becomes a call of stet.variable.address, a pure
// pseudo function that VariableAddresses expands after the optimiser.
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_PERSISTENTVARIABLES_H
#define STET_PLUGIN_LOWERING_PERSISTENTVARIABLES_H

#include "llvm/IR/PassManager.h"

namespace stet {

class PersistentVariables : public llvm::PassInfoMixin<PersistentVariables> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &AM);
  static bool isRequired() { return true; }
};

/// Runs after the optimiser and after the snapshots: an address is loaded from the
/// descriptor, and the pool is opened when it is not there yet.
class VariableAddresses : public llvm::PassInfoMixin<VariableAddresses> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &AM);
  static bool isRequired() { return true; }
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_PERSISTENTVARIABLES_H
