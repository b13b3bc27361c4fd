//===-- plugin/lowering/SnapshotRemarks.h - Tells what was decided about stores ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_SNAPSHOTREMARKS_H
#define STET_PLUGIN_LOWERING_SNAPSHOTREMARKS_H

#include "lowering/SnapshotCoverage.h"
#include "llvm/IR/PassManager.h"

namespace stet {

/// What SnapshotInsertion has decided for a function, before it emits anything.
struct SnapshotDecisions {
  const MemoryAccesses &Accesses;
  llvm::ArrayRef<SnapshotGroup> Groups;
  llvm::ArrayRef<CoveredRange> Covered;
};

/// Gives a remark for each store of `F` in a transaction, and for its snapshot. A store in
/// the text of a block is told of once, though it is in the function's second body, too.
void remarkOnSnapshots(llvm::Function &F, const SnapshotDecisions &Decisions,
                       llvm::FunctionAnalysisManager &FAM);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_SNAPSHOTREMARKS_H
