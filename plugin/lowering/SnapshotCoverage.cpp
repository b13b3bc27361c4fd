//===-- plugin/lowering/SnapshotCoverage.cpp - Snapshots that an earlier one makes needless ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A forward dataflow over sets of saved ranges: a group adds its ranges, the begin or
// end of a block forgets everything, a join keeps what all paths agree on. A range
// names its base as an SSA value. Where a path leads from the last definition of the
// base to a use without passing the snapshot, so does the path of the base's first
// definition, and the join sees it; so loops need no special care.
//
//===----------------------------------------------------------------------===//
#include "lowering/SnapshotCoverage.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace stet {

/// Above this the sets would cost more compile time than they save at run time.
static constexpr size_t MostFacts = 2048;

namespace {

class Coverage {
public:
  Coverage(Function &F, std::vector<SnapshotGroup> &Groups) : F(F), Groups(Groups) {
    collectFacts();
  }

  std::vector<CoveredRange> run() {
    if (Facts.empty() || Facts.size() > MostFacts)
      return {};
    solve();
    for (BasicBlock &BB : F)
      if (Entries.contains(&BB))
        transfer(BB, Entries[&BB], /*Drop=*/true);
    return std::move(Dropped);
  }

private:
  void collectFacts() {
    for (BasicBlock &BB : F)
      for (Instruction &I : BB)
        if (uint64_t Size; isPoolAllocation(&I, Size) && Size)
          addFact(I, {&I, PointerClass::Persistent, 0, Size, nullptr});
    for (SnapshotGroup &Group : Groups) {
      GroupAt[Group.First].push_back(&Group);
      std::vector<SnapshotRange> Merged = Group.Ranges;
      mergeRanges(Merged);
      for (const SnapshotRange &Range : Merged)
        addFact(*Group.First, Range);
    }
  }

  void addFact(Instruction &I, const SnapshotRange &Range) {
    FactsOfBase[Range.Base].push_back(Facts.size());
    FactsAt[&I].push_back(Facts.size());
    Facts.push_back({Range, &I});
  }

  /// What makes the snapshot of `Range` needless, or null.
  const Instruction *coverOf(const SnapshotRange &Range, const BitVector &Saved) const {
    auto OfBase = FactsOfBase.find(Range.Base);
    if (OfBase == FactsOfBase.end())
      return nullptr;
    for (unsigned Fact : OfBase->second)
      if (Saved.test(Fact) && Facts[Fact].Range.covers(Range))
        return Facts[Fact].Range.Store ? Facts[Fact].Range.Store->Where : Facts[Fact].By;
    return nullptr;
  }

  void drop(SnapshotGroup &Group, const BitVector &Saved) {
    erase_if(Group.Ranges, [&](const SnapshotRange &Range) {
      const Instruction *By = coverOf(Range, Saved);
      if (By)
        Dropped.push_back({Range, By});
      return By != nullptr;
    });
  }

  void transfer(BasicBlock &BB, BitVector &Saved, bool Drop) {
    for (Instruction &I : BB) {
      if (Drop)
        if (auto At = GroupAt.find(&I); At != GroupAt.end())
          for (SnapshotGroup *Group : At->second)
            drop(*Group, Saved);
      if (auto At = FactsAt.find(&I); At != FactsAt.end())
        for (unsigned Fact : At->second)
          Saved.set(Fact);
      if (levelChange(I) != LevelChange::None)
        Saved.reset();
    }
  }

  /// Entries only lose facts, so this ends.
  void solve() {
    ReversePostOrderTraversal<Function *> Order(&F);
    Entries[&F.getEntryBlock()] = BitVector(Facts.size());
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (BasicBlock *BB : Order) {
        BitVector Saved = Entries[BB];
        transfer(*BB, Saved, /*Drop=*/false);
        for (BasicBlock *Successor : successors(BB)) {
          auto [Entry, IsNew] = Entries.try_emplace(Successor, Saved);
          BitVector Joined = Entry->second;
          Joined &= Saved;
          Changed |= IsNew || Joined != Entry->second;
          Entry->second = std::move(Joined);
        }
      }
    }
  }

  Function &F;
  std::vector<SnapshotGroup> &Groups;
  std::vector<CoveredRange> Facts;
  std::vector<CoveredRange> Dropped;
  DenseMap<const Value *, SmallVector<unsigned, 2>> FactsOfBase;
  DenseMap<const Instruction *, SmallVector<unsigned, 2>> FactsAt;
  DenseMap<const Instruction *, SmallVector<SnapshotGroup *, 1>> GroupAt;
  DenseMap<const BasicBlock *, BitVector> Entries;
};

} // namespace

std::vector<CoveredRange> dropCoveredRanges(Function &F, std::vector<SnapshotGroup> &Groups) {
  std::vector<CoveredRange> Dropped = Coverage(F, Groups).run();
  erase_if(Groups, [](const SnapshotGroup &G) { return !G.Computed && G.Ranges.empty(); });
  return Dropped;
}

} // namespace stet
