//===-- plugin/lowering/SnapshotGroups.h - Straight-line runs of stores ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fence costs more than the snapshot it makes durable, so the stores of a
// straight-line run take all their snapshots before the first of them, and one
// fence. A run ends where something may synchronise with another thread, throw or
// not return (DESIGN 4, rule 3).
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_LOWERING_SNAPSHOTGROUPS_H
#define STET_PLUGIN_LOWERING_SNAPSHOTGROUPS_H

#include "lowering/MemoryWrites.h"
#include "lowering/TransactionMode.h"

namespace llvm {
class Loop;
}

namespace stet {

/// Bytes that are certain to be stored.
struct SnapshotRange {
  llvm::Value *Base;
  PointerClass Class;
  int64_t Offset;
  uint64_t Size;
  llvm::Value *RunTimeSize;            ///< instead of Size, if not null; Offset is 0 then
  const MemoryAccess *Store = nullptr; ///< of several that are merged, one

  bool covers(const SnapshotRange &Other) const;
};

/// Why a group does not belong to the one before it.
struct RunStart {
  enum Kinds {
    BasicBlock,  ///< it is the first of its basic block
    Interrupted, ///< by `By`
    Alone,       ///< other threads may order themselves by the store
    OtherMode,   ///< only one of the two is certain to be in a transaction
    NewAddress,  ///< the address can't be computed where the group before begins
    Computed     ///< the access finds its bytes itself
  };
  Kinds Kind = BasicBlock;
  const llvm::Instruction *By = nullptr;
};

/// What is saved before `First`: either ranges, whose operands are all available
/// there, or one access that computes its own.
struct SnapshotGroup {
  llvm::Instruction *First;
  bool MayBeOutside;
  std::vector<SnapshotRange> Ranges;
  const MemoryAccess *Computed = nullptr;
  llvm::DebugLoc Location = {};
  RunStart Start = {};
};

/// Forms the groups of a function out of `Accesses`, whose instructions are in program
/// order; those outside of transactions are left out. Moves address computations up to
/// the first store of their run.
std::vector<SnapshotGroup> formGroups(llvm::Function &F, const MemoryAccesses &Accesses);

/// Whether a snapshot must not move up over `I`: it may synchronise, throw or not return.
bool endsRun(const llvm::Instruction &I);
/// The first instruction of the loop that does, or nullptr.
const llvm::Instruction *runEndIn(const llvm::Loop &L);

/// Joins ranges that touch or overlap.
void mergeRanges(std::vector<SnapshotRange> &Ranges);

} // namespace stet

#endif // STET_PLUGIN_LOWERING_SNAPSHOTGROUPS_H
