//===-- plugin/lowering/SnapshotRemarks.cpp - Tells what was decided about stores ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/SnapshotRemarks.h"
#include "lowering/FunctionClone.h"
#include "lowering/InstrumentationPlan.h"
#include "lowering/LibraryTable.h"
#include "lowering/LibraryWrites.h"
#include "lowering/LocalAborts.h"
#include "lowering/Remarks.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace stet {
namespace {

class SnapshotTeller {
public:
  SnapshotTeller(Function &F, const SnapshotDecisions &Decisions, FunctionAnalysisManager &FAM)
      : F(F), Decisions(Decisions), FAM(FAM), Modes(F), HasOriginal(originalOf(F)), Tell(F) {}

  void run() {
    tellVolatileWritesAndAborts();
    for (const MemoryAccess &Access : Decisions.Accesses)
      if (Access.When == Mode::Outside && Access.Loop.Kind == LoopFate::InFront &&
          isToldHere(*Access.Where))
        Tell.snapshotHoisted(Access);
    for (const CoveredRange &Covered : Decisions.Covered)
      tellCovered(Covered);
    for (const SnapshotGroup &Group : Decisions.Groups)
      LastGroupAt[Group.First] = &Group;
    for (const SnapshotGroup &Group : Decisions.Groups)
      tellGroup(Group);
    if (Costs.Snapshots)
      Tell.summary(Costs);
  }

private:
  /// Whether `I` executes in a transaction, and no other body tells of it.
  bool isToldHere(const Instruction &I) const {
    if (HasOriginal && Modes.before(I, Mode::Outside) != Mode::Outside)
      return false;
    Mode M = Modes.before(I, entryMode(F));
    return M == Mode::Inside || (M == Mode::Either && !isTransactionPure(F));
  }

  void tellVolatileWritesAndAborts() {
    SmallPtrSet<const Instruction *, 16> Collected;
    for (const MemoryAccess &Access : Decisions.Accesses)
      Collected.insert(Access.Where);
    for (const Instruction &I : instructions(F)) {
      if (!isToldHere(I))
        continue;
      if (isAbort(I))
        Tell.abortUnwinds(I);
      if (!Collected.contains(&I))
        tellVolatileWrite(I);
    }
  }

  /// Nobody has written in the source that parameters, exceptions and the guards of
  /// blocks are kept in memory.
  static bool isOfCompiler(const Instruction &I) {
    if (I.getFunction()->getSubprogram() && !I.getDebugLoc())
      return true;
    auto *S = dyn_cast<StoreInst>(&I);
    if (!S)
      return false;
    auto *Part = dyn_cast<ExtractValueInst>(S->getValueOperand());
    auto *Local = dyn_cast<AllocaInst>(S->getPointerOperand()->stripInBoundsOffsets());
    return (Part && isa<LandingPadInst>(Part->getAggregateOperand())) || (Local && isGuard(*Local));
  }

  static bool isGuard(const AllocaInst &Local) {
    auto *Structure = dyn_cast<StructType>(Local.getAllocatedType());
    return Structure && Structure->hasName() && Structure->getName().contains("__stet_guard");
  }

  void tellVolatileWrite(const Instruction &I) {
    if (isOfCompiler(I))
      return;
    const Value *Address = nullptr;
    if (auto *S = dyn_cast<StoreInst>(&I))
      Address = S->getPointerOperand();
    else if (auto *A = dyn_cast<AtomicRMWInst>(&I))
      Address = A->getPointerOperand();
    else if (auto *A = dyn_cast<AtomicCmpXchgInst>(&I))
      Address = A->getPointerOperand();
    else if (auto *M = dyn_cast<AnyMemIntrinsic>(&I))
      Address = M->getRawDest();
    else if (auto *Call = dyn_cast<CallBase>(&I))
      return tellVolatileWriteByLibrary(*Call);
    if (!Address)
      return;
    Tell.provenVolatile(I, Address);
    ++Costs.WithoutSnapshot;
  }

  void tellVolatileWriteByLibrary(const CallBase &Call) {
    const Function *Callee = Call.getCalledFunction();
    if (!Callee || isa<IntrinsicInst>(Call))
      return;
    for (const LibraryWrite *Row : findLibraryWrites(*Callee))
      if (Row->Argument < Call.arg_size()) {
        Tell.provenVolatile(Call, Call.getArgOperand(Row->Argument));
        ++Costs.WithoutSnapshot;
        return;
      }
  }

  void tellCovered(const CoveredRange &Covered) {
    const MemoryAccess &Access = *Covered.Range.Store;
    if (!isToldHere(*Access.Where))
      return;
    Tell.snapshotElided(Access, *Covered.By);
    ++Costs.WithoutSnapshot;
  }

  void tellGroup(const SnapshotGroup &Group) {
    if (!isToldHere(*Group.First))
      return;
    ++Costs.Fences;
    if (!Group.Computed)
      return tellRanges(Group);
    ++Costs.Snapshots;
    tellStorageClass(*Group.Computed);
    tellNotMerged(Group);
  }

  static const MemoryAccess &firstOf(const SnapshotGroup &Group) {
    return Group.Computed ? *Group.Computed : *Group.Ranges.front().Store;
  }

  void tellStorageClass(const MemoryAccess &Access) {
    bool IsProven = Access.Class == PointerClass::Persistent;
    ++(IsProven ? Costs.Proven : Costs.Tested);
    if (Access.Kind == MemoryAccess::Computed && !Access.Why.empty())
      Tell.endsProgramIfPersistent(Access);
    else if (IsProven)
      Tell.provenPersistent(Access);
    else
      Tell.testedAtRunTime(Access);
  }

  void tellRanges(const SnapshotGroup &Group) {
    std::vector<SnapshotRange> Merged = Group.Ranges;
    mergeRanges(Merged);
    Costs.Snapshots += Merged.size();
    for (const SnapshotRange &Range : Group.Ranges) {
      tellStorageClass(*Range.Store);
      tellNotHoisted(*Range.Store);
      if (&Range == &Group.Ranges.front())
        tellNotMerged(Group);
      else
        tellMerged(Range, Group.Ranges, Merged);
    }
  }

  void tellMerged(const SnapshotRange &Range, const std::vector<SnapshotRange> &Ranges,
                  const std::vector<SnapshotRange> &Merged) {
    auto Whole = find_if(Merged, [&](const SnapshotRange &Other) { return Other.covers(Range); });
    auto Mate = find_if(Ranges, [&](const SnapshotRange &Other) { return Whole->covers(Other); });
    bool InOneSnapshot = &*Mate != &Range;
    Tell.snapshotMerged(*Range.Store, *(InOneSnapshot ? *Mate : Ranges.front()).Store,
                        InOneSnapshot);
  }

  void tellNotHoisted(MemoryAccess Access) {
    if (Access.Kind != MemoryAccess::Store)
      return;
    const Loop *L = loops().getLoopFor(Access.Where->getParent());
    if (F.hasOptNone() && L)
      Access.Loop = {LoopFate::NotOptimised};
    // Where the loop calls functions, the address of a variable may be computed in it.
    if (Access.Loop.Kind == LoopFate::Irregular && Access.Class == PointerClass::Persistent)
      if (const Instruction *By = runEndIn(*L))
        Access.Loop = {LoopFate::Interrupted, By};
    if (Access.Loop.Kind != LoopFate::NotInLoop && Access.Loop.Kind != LoopFate::InFront)
      Tell.snapshotNotHoisted(Access);
  }

  /// It is of interest where there is an earlier one to merge with.
  void tellNotMerged(const SnapshotGroup &Group) {
    const SnapshotGroup *Before = groupBefore(Group);
    if (!Before)
      return;
    RunStart Why = Group.Start;
    // A call that may throw is the end of its basic block.
    if (Why.Kind == RunStart::BasicBlock)
      if (const BasicBlock *Previous = Group.First->getParent()->getSinglePredecessor())
        if (auto *Invoke = dyn_cast<InvokeInst>(Previous->getTerminator()))
          Why = {RunStart::Interrupted, Invoke};
    Tell.snapshotNotMerged(firstOf(Group), firstOf(*Before), Why);
  }

  /// The last group that was passed on every way to this one in the same transaction and
  /// iteration, or nullptr.
  const SnapshotGroup *groupBefore(const SnapshotGroup &Group) {
    const BasicBlock *Here = Group.First->getParent();
    const Instruction *End = Group.First;
    for (auto *Node = dominators().getNode(Here); Node; Node = Node->getIDom()) {
      const BasicBlock *BB = Node->getBlock();
      for (const Instruction *I = End ? End->getPrevNode() : &BB->back(); I; I = I->getPrevNode()) {
        if (levelChange(*I) != LevelChange::None)
          return nullptr;
        if (const SnapshotGroup *Other = LastGroupAt.lookup(I))
          return loops().getLoopFor(BB) == loops().getLoopFor(Here) ? Other : nullptr;
      }
      End = nullptr;
    }
    return nullptr;
  }

  const LoopInfo &loops() { return FAM.getResult<LoopAnalysis>(F); }
  const DominatorTree &dominators() { return FAM.getResult<DominatorTreeAnalysis>(F); }

  Function &F;
  const SnapshotDecisions &Decisions;
  FunctionAnalysisManager &FAM;
  TransactionMode Modes;
  const bool HasOriginal;
  Remarks Tell;
  TransactionCosts Costs;
  DenseMap<const Instruction *, const SnapshotGroup *> LastGroupAt;
};

} // namespace

/// Functions of <stet.h>, which nobody can make faster and every file has.
static bool isOfStet(const Function &F) {
  StringRef Name = F.getName();
  return Name.starts_with("__stet_") || Name.starts_with("_ZN4stet") ||
         Name.starts_with("_ZNK4stet");
}

void remarkOnSnapshots(Function &F, const SnapshotDecisions &Decisions,
                       FunctionAnalysisManager &FAM) {
  if (areRemarksWanted(F) && !isOfStet(F))
    SnapshotTeller(F, Decisions, FAM).run();
}

} // namespace stet
