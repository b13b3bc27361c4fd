//===-- plugin/lowering/LoopRanges.cpp - One snapshot for the stores of a loop ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/LoopRanges.h"
#include "Compatibility.h"
#include "lowering/SnapshotGroups.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

namespace {

/// A store whose address advances by `Step` bytes with each iteration.
struct MovingStore {
  size_t Access; ///< its index
  const SCEV *Start;
  int64_t Step;
  uint64_t Size;
};

/// Stores at constant distances from each other that advance together.
struct Front {
  SmallVector<MovingStore, 4> Stores;
  SmallVector<int64_t, 4> Offsets; ///< from the first one
};

class LoopRanges {
public:
  LoopRanges(Function &F, MemoryAccesses &Accesses, FunctionAnalysisManager &FAM)
      : F(F), Accesses(Accesses), LI(FAM.getResult<LoopAnalysis>(F)),
        DT(FAM.getResult<DominatorTreeAnalysis>(F)), SE(FAM.getResult<ScalarEvolutionAnalysis>(F)) {
  }

  void run() {
    MapVector<Loop *, std::vector<Front>> Fronts;
    for (size_t Index = 0; Index != Accesses.size(); ++Index)
      if (Loop *L = LI.getLoopFor(Accesses[Index].Where->getParent()))
        if (std::optional<MovingStore> Store = movingStore(Index, *L))
          addToFront(*Store, Fronts[L]);
    for (auto &[L, OfLoop] : Fronts) {
      LoopFate Obstacle = obstacleOf(*L);
      for (const Front &One : OfLoop)
        tell(One, Obstacle.Kind == LoopFate::InFront ? replace(*L, One) : Obstacle);
    }
    putInOrder();
  }

private:
  void tell(const Front &One, LoopFate Fate) {
    for (const MovingStore &Store : One.Stores)
      Accesses[Store.Access].Loop = Fate;
  }

  std::optional<MovingStore> movingStore(size_t Index, Loop &L) {
    MemoryAccess &Access = Accesses[Index];
    if (Access.Kind != MemoryAccess::Store || Access.When == Mode::Outside)
      return std::nullopt;
    Access.Loop = {LoopFate::NotAlways};
    if (!L.getLoopLatch() || !DT.dominates(Access.Where->getParent(), L.getLoopLatch()))
      return std::nullopt;
    const SCEV *Where = SE.getSCEV(Access.Address);
    Access.Loop = {SE.isLoopInvariant(Where, &L) ? LoopFate::SameBytes : LoopFate::Irregular};
    auto *Address = dyn_cast<SCEVAddRecExpr>(Where);
    if (!Address || Address->getLoop() != &L || !Address->isAffine())
      return std::nullopt;
    auto *Step = dyn_cast<SCEVConstant>(Address->getStepRecurrence(SE));
    if (!Step || !Step->getAPInt().isSignedIntN(32) || Step->isZero())
      return std::nullopt;
    const SCEV *Offset = SE.getConstant(Type::getInt64Ty(F.getContext()), Access.Offset, true);
    return MovingStore{Index, SE.getAddExpr(Address->getStart(), Offset),
                       Step->getAPInt().getSExtValue(), Access.Size};
  }

  void addToFront(const MovingStore &Store, std::vector<Front> &Fronts) {
    for (Front &Other : Fronts) {
      const MovingStore &First = Other.Stores.front();
      if (First.Step != Store.Step || Accesses[First.Access].When != Accesses[Store.Access].When)
        continue;
      auto *Distance = dyn_cast<SCEVConstant>(SE.getMinusSCEV(Store.Start, First.Start));
      if (!Distance || !Distance->getAPInt().isSignedIntN(32))
        continue;
      Other.Stores.push_back(Store);
      Other.Offsets.push_back(Distance->getAPInt().getSExtValue());
      return;
    }
    Fronts.push_back({{Store}, {0}});
  }

  /// What keeps the loop, once begun, from making all its iterations with no other thread
  /// looking on; InFront when nothing does.
  LoopFate obstacleOf(Loop &L) {
    if (!L.isInnermost())
      return {LoopFate::OuterLoop};
    if (const Instruction *By = runEndIn(L))
      return {LoopFate::Interrupted, By};
    if (L.getExitingBlock() != L.getLoopLatch())
      return {LoopFate::LeavesEarly};
    if (!hasKnownCount(L))
      return {LoopFate::UnknownCount};
    return {L.getLoopPreheader() ? LoopFate::InFront : LoopFate::CannotBeComputed};
  }

  bool hasKnownCount(Loop &L) {
    const SCEV *Count = SE.getBackedgeTakenCount(&L);
    return !isa<SCEVCouldNotCompute>(Count) && SE.getTypeSizeInBits(Count->getType()) <= 64;
  }

  /// The lowest offset of a front that leaves no gap between one iteration and the next.
  static std::optional<int64_t> lowestOffset(const Front &One) {
    SmallVector<std::pair<int64_t, int64_t>, 4> Parts;
    for (auto [Store, Offset] : zip_equal(One.Stores, One.Offsets))
      Parts.push_back({Offset, Offset + int64_t(Store.Size)});
    llvm::sort(Parts);
    int64_t End = Parts.front().second;
    for (auto [First, Last] : Parts) {
      if (First > End)
        return std::nullopt;
      End = std::max(End, Last);
    }
    int64_t Length = End - Parts.front().first;
    return Length == std::abs(One.Stores.front().Step) ? std::optional(Parts.front().first)
                                                       : std::nullopt;
  }

  LoopFate replace(Loop &L, const Front &One) {
    std::optional<int64_t> Lowest = lowestOffset(One);
    if (!Lowest)
      return {LoopFate::LeavesGaps};
    Type *I64 = Type::getInt64Ty(F.getContext());
    int64_t Step = One.Stores.front().Step;
    const SCEV *Count = SE.getTruncateOrZeroExtend(SE.getBackedgeTakenCount(&L), I64);
    const SCEV *Start = SE.getAddExpr(One.Stores.front().Start, SE.getConstant(I64, *Lowest, true));
    if (Step < 0) // The last iteration writes the lowest address.
      Start = SE.getAddExpr(Start, SE.getMulExpr(Count, SE.getConstant(I64, Step, true)));
    const SCEV *Size =
        SE.getMulExpr(SE.getAddExpr(Count, SE.getOne(I64)), SE.getConstant(I64, std::abs(Step)));
    return {emitRange(*L.getLoopPreheader()->getTerminator(), Start, Size, One)
                ? LoopFate::InFront
                : LoopFate::CannotBeComputed};
  }

  bool emitRange(Instruction &Before, const SCEV *Start, const SCEV *Size, const Front &One) {
    SCEVExpander Expander = scevExpander(SE, F.getParent()->getDataLayout());
    if (!Expander.isSafeToExpandAt(Start, &Before) || !Expander.isSafeToExpandAt(Size, &Before))
      return false;
    const MemoryAccess &Model = Accesses[One.Stores.front().Access];
    Value *Address = Expander.expandCodeFor(Start, Model.Address->getType(), Before.getIterator());
    Value *Bytes =
        Expander.expandCodeFor(Size, Type::getInt64Ty(F.getContext()), Before.getIterator());
    MemoryAccesses Range;
    addRange(Range, Before, Address, Bytes);
    for (MemoryAccess &Access : Range) {
      Access.Class = Model.Class;
      Access.When = Model.When;
      Access.Location = Model.Where->getDebugLoc();
      Access.Loop = {LoopFate::InFront};
      NewAccesses[&Before].push_back(Access);
    }
    for (const MovingStore &Store : One.Stores)
      Accesses[Store.Access].When = Mode::Outside; // nothing more to do at the store
    return true;
  }

  void putInOrder() {
    if (NewAccesses.empty())
      return;
    MemoryAccesses Ordered;
    size_t Next = 0;
    for (Instruction &I : instructions(F)) {
      for (; Next != Accesses.size() && Accesses[Next].Where == &I; ++Next)
        Ordered.push_back(std::move(Accesses[Next]));
      if (auto New = NewAccesses.find(&I); New != NewAccesses.end())
        append_range(Ordered, New->second);
    }
    Accesses = std::move(Ordered);
  }

  Function &F;
  MemoryAccesses &Accesses;
  LoopInfo &LI;
  DominatorTree &DT;
  ScalarEvolution &SE;
  DenseMap<Instruction *, MemoryAccesses> NewAccesses;
};

} // namespace

void joinStoresOfLoops(Function &F, MemoryAccesses &Accesses, FunctionAnalysisManager &FAM) {
  bool HasCandidates = any_of(Accesses, [](const MemoryAccess &Access) {
    return Access.Kind == MemoryAccess::Store && Access.When != Mode::Outside;
  });
  if (HasCandidates && !F.hasOptNone())
    LoopRanges(F, Accesses, FAM).run();
}

} // namespace stet
