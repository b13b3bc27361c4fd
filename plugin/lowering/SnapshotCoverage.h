//===-- plugin/lowering/SnapshotCoverage.h - Snapshots that an earlier one makes needless ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_SNAPSHOTCOVERAGE_H
#define STET_PLUGIN_LOWERING_SNAPSHOTCOVERAGE_H

#include "lowering/SnapshotGroups.h"

namespace stet {

/// A range that needs no snapshot because of `By`: an earlier store of its bytes, or the
/// allocation of its object.
struct CoveredRange {
  SnapshotRange Range;
  const llvm::Instruction *By;
};

/// Removes ranges whose bytes have been saved on every path to them, at the same
/// nesting level, and ranges of objects that the pool's heap allocated on every path
/// to them at the same level, which need no saving; then groups that are left empty.
/// Returns what it has removed, in program order.
std::vector<CoveredRange> dropCoveredRanges(llvm::Function &F, std::vector<SnapshotGroup> &Groups);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_SNAPSHOTCOVERAGE_H
