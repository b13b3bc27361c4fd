//===-- plugin/lowering/SnapshotGroups.cpp - Straight-line runs of stores ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/SnapshotGroups.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

/// Longer address computations than this are not moved.
static constexpr unsigned MostInstructionsMoved = 32;

bool SnapshotRange::covers(const SnapshotRange &Other) const {
  if (Base != Other.Base)
    return false;
  if (RunTimeSize || Other.RunTimeSize)
    return RunTimeSize == Other.RunTimeSize;
  return Offset <= Other.Offset && Other.Offset + int64_t(Other.Size) <= Offset + int64_t(Size);
}

static SnapshotRange rangeOf(const MemoryAccess &Access, const DataLayout &DL) {
  if (Access.Kind == MemoryAccess::Range)
    return {Access.Address, Access.Class, 0, 0, Access.RunTimeSize, &Access};
  // Steps that are in bounds stay in one object, so a test of the base holds for all
  // of its ranges.
  APInt Offset(DL.getIndexTypeSizeInBits(Access.Address->getType()), 0);
  Value *Base = Access.Address->stripAndAccumulateConstantOffsets(DL, Offset,
                                                                  /*AllowNonInbounds=*/false);
  if (!Base->getType()->isPointerTy() || !Offset.isSignedIntN(48))
    return {Access.Address, Access.Class, Access.Offset, Access.Size, nullptr, &Access};
  return {Base, Access.Class, Offset.getSExtValue() + Access.Offset, Access.Size, nullptr, &Access};
}

/// An access that other threads may order themselves by: it neither joins a run nor
/// lets one pass.
static bool standsAlone(const Instruction &I) { return I.isAtomic() || I.isVolatile(); }

static bool isHarmlessCall(const CallBase &Call) {
  if (auto *Intrinsic = dyn_cast<IntrinsicInst>(&Call))
    if (Intrinsic->isAssumeLikeIntrinsic() || isa<AnyMemIntrinsic>(Intrinsic))
      return true;
  return Call.doesNotAccessMemory() || Call.hasFnAttr(Attribute::NoSync);
}

bool endsRun(const Instruction &I) {
  if (standsAlone(I) || isa<FenceInst>(I) || !isGuaranteedToTransferExecutionToSuccessor(&I))
    return true;
  auto *Call = dyn_cast<CallBase>(&I);
  return Call && (levelChange(I) != LevelChange::None || !isHarmlessCall(*Call));
}

const Instruction *runEndIn(const Loop &L) {
  for (const BasicBlock *BB : L.blocks())
    if (auto By = find_if(*BB, endsRun); By != BB->end())
      return &*By;
  return nullptr;
}

namespace {

/// Makes a value available at an earlier place of its block.
class Mover {
public:
  explicit Mover(Instruction &To) : To(To) {}

  bool moveUp(Value *V) {
    SmallVector<Instruction *, 8> ToMove;
    if (!collect(V, ToMove))
      return false;
    for (Instruction *I : ToMove)
      I->moveBefore(*To.getParent(), To.getIterator());
    return true;
  }

private:
  bool isAvailable(const Instruction &I) const {
    return I.getParent() != To.getParent() || isa<PHINode>(I) || (&I != &To && I.comesBefore(&To));
  }

  /// Execution reaches `I` from `To` for certain; it may move when it only computes.
  static bool onlyComputes(const Instruction &I) {
    return !I.mayReadOrWriteMemory() && !I.isTerminator() && !I.isEHPad() && !isa<AllocaInst>(I) &&
           (!isa<CallBase>(I) || (cast<CallBase>(I).doesNotThrow() &&
                                  cast<CallBase>(I).hasFnAttr(Attribute::WillReturn) &&
                                  !cast<CallBase>(I).isConvergent()));
  }

  /// In post-order: operands first.
  bool collect(Value *V, SmallVectorImpl<Instruction *> &ToMove) {
    auto *I = dyn_cast<Instruction>(V);
    if (!I || isAvailable(*I) || is_contained(ToMove, I))
      return true;
    if (!onlyComputes(*I) || ToMove.size() >= MostInstructionsMoved)
      return false;
    for (Value *Operand : I->operands())
      if (!collect(Operand, ToMove))
        return false;
    ToMove.push_back(I);
    return true;
  }

  Instruction &To;
};

/// Walks through the accesses and opens, fills and closes groups.
class GroupFormer {
public:
  explicit GroupFormer(const DataLayout &DL) : DL(DL) {}

  void access(const MemoryAccess &Access) {
    if (Access.When == Mode::Outside || Access.Kind == MemoryAccess::Opaque)
      return;
    bool MayBeOutside = Access.When == Mode::Either;
    if (Access.Kind == MemoryAccess::Computed) {
      Groups.push_back({Access.Where, MayBeOutside, {}, &Access, {}, {RunStart::Computed}});
      return closeRun({RunStart::Interrupted, Access.Where});
    }
    SnapshotRange Range = rangeOf(Access, DL);
    if (std::optional<RunStart> Start = startsRun(Access, Range)) {
      Groups.push_back({Access.Where, MayBeOutside, {}, nullptr, Access.Location, *Start});
      IsOpen = true;
    }
    Groups.back().Ranges.push_back(Range);
  }

  void closeRun(RunStart StartOfNext) {
    IsOpen = false;
    NextStart = StartOfNext;
  }
  std::vector<SnapshotGroup> take() { return std::move(Groups); }

private:
  std::optional<RunStart> startsRun(const MemoryAccess &Access, const SnapshotRange &Range) {
    if (!IsOpen)
      return NextStart;
    if (standsAlone(*Access.Where))
      return RunStart{RunStart::Alone};
    if (Groups.back().MayBeOutside != (Access.When == Mode::Either))
      return RunStart{RunStart::OtherMode};
    if (!isAvailableAtRun(Range))
      return RunStart{RunStart::NewAddress};
    return std::nullopt;
  }

  bool isAvailableAtRun(const SnapshotRange &Range) {
    Instruction &First = *Groups.back().First;
    return Mover(First).moveUp(Range.Base) &&
           (!Range.RunTimeSize || Mover(First).moveUp(Range.RunTimeSize));
  }

  const DataLayout &DL;
  std::vector<SnapshotGroup> Groups;
  bool IsOpen = false;
  RunStart NextStart;
};

} // namespace

std::vector<SnapshotGroup> formGroups(Function &F, const MemoryAccesses &Accesses) {
  GroupFormer Former(F.getParent()->getDataLayout());
  size_t Next = 0;
  for (BasicBlock &BB : F) {
    Former.closeRun({RunStart::BasicBlock});
    for (Instruction &I : BB) {
      for (; Next != Accesses.size() && Accesses[Next].Where == &I; ++Next)
        Former.access(Accesses[Next]);
      if (endsRun(I))
        Former.closeRun({RunStart::Interrupted, &I});
    }
  }
  assert(Next == Accesses.size() && "accesses must be in program order");
  return Former.take();
}

/// Joins constant ranges of one base into `Merged`.
static void mergeConstantRanges(std::vector<SnapshotRange> Ranges,
                                std::vector<SnapshotRange> &Merged) {
  llvm::sort(Ranges, [](const SnapshotRange &A, const SnapshotRange &B) {
    return std::pair(A.Offset, A.Size) < std::pair(B.Offset, B.Size);
  });
  int64_t End = INT64_MIN;
  for (const SnapshotRange &Range : Ranges) {
    int64_t EndOfRange = Range.Offset + int64_t(Range.Size);
    if (Range.Offset > End)
      Merged.push_back(Range);
    else
      Merged.back().Size = std::max(End, EndOfRange) - Merged.back().Offset;
    End = std::max(End, EndOfRange);
  }
}

void mergeRanges(std::vector<SnapshotRange> &Ranges) {
  MapVector<Value *, std::vector<SnapshotRange>> ConstantRanges;
  std::vector<SnapshotRange> Merged;
  for (const SnapshotRange &Range : Ranges)
    if (!Range.RunTimeSize)
      ConstantRanges[Range.Base].push_back(Range);
    else if (none_of(Merged, [&](const SnapshotRange &Other) { return Other.covers(Range); }))
      Merged.push_back(Range);
  for (auto &[Base, OfBase] : ConstantRanges)
    mergeConstantRanges(std::move(OfBase), Merged);
  Ranges = std::move(Merged);
}

} // namespace stet
