//===-- plugin/lowering/SnapshotInsertion.h - Saves old bytes before they are overwritten ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_SNAPSHOTINSERTION_H
#define STET_PLUGIN_LOWERING_SNAPSHOTINSERTION_H

#include "llvm/IR/PassManager.h"

namespace stet {

/// Inserts a snapshot before every instruction that may overwrite persistent memory
/// while the thread is in a transaction. Runs after scalar optimisation, so that
/// stores which the optimiser removed cost nothing, and after InstrumentedBodies.
/// Guarantees: the old bytes of each range are in the undo log before the first store
/// to it (DESIGN 4, rule 1); no byte is logged that the transaction is not certain to
/// store (rule 2); what may write and is not understood is diagnosed (rule 4).
class SnapshotInsertion : public llvm::PassInfoMixin<SnapshotInsertion> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &AM);
  static bool isRequired() { return true; }
};

} // namespace stet

#endif // STET_PLUGIN_LOWERING_SNAPSHOTINSERTION_H
