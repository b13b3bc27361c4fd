//===-- plugin/lowering/TransientFields.h - Volatile members of persistent objects ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_TRANSIENTFIELDS_H
#define STET_PLUGIN_LOWERING_TRANSIENTFIELDS_H

#include "llvm/IR/PassManager.h"

namespace stet {

/// Sends each access of a member marked [[stet::transient]] through stet_transient, at
/// the pipeline's start. Guarantees: the first access in a run, or in the life of an
/// object, finds zeroes; the address counts as volatile, so that nothing is snapshotted.
class TransientFields : public llvm::PassInfoMixin<TransientFields> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &AM);
  static bool isRequired() { return true; }
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_TRANSIENTFIELDS_H
