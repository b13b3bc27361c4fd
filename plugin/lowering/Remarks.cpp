//===-- plugin/lowering/Remarks.cpp - What -Rpass=stet tells ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/Remarks.h"
#include "lowering/FunctionClone.h"
#include "llvm/IR/DebugInfoMetadata.h"

using namespace llvm;

namespace stet {

/// The name that -Rpass= wants.
static constexpr char PassName[] = "stet";

bool areRemarksWanted(const Function &F) {
  return OptimizationRemarkEmitter::allowExtraAnalysis(F, PassName);
}

/// "1 fence", "2 fences".
static Phrase count(StringRef Key, uint64_t Number, StringRef Noun) {
  Phrase Result{DiagnosticInfoOptimizationBase::Argument(Key, Number)};
  Result.append(text(" " + Noun + (Number == 1 ? "" : "s")));
  return Result;
}

Remarks::Remarks(Function &F) : F(F), Named(originalOf(F) ? *originalOf(F) : F), Emitter(&Named) {}

/// Code that the optimiser has put together from several lines has line 0: the function
/// is the best place to name. A clone has no profile of its own.
Remarks::Place Remarks::placeOf(const DebugLoc &Location, const BasicBlock &Block) const {
  Place Result{{}, &Named == &F ? &Block : &Named.getEntryBlock()};
  if (Location && Location.getLine())
    Result.Location = Location;
  else if (const DISubprogram *Subprogram = F.getSubprogram(); Subprogram && Subprogram->getLine())
    Result.Location = Subprogram;
  return Result;
}

template <class Kind> void Remarks::emit(StringRef Name, Place At, ArrayRef<Phrase> Phrases) {
  Kind Remark(PassName, Name, At.Location, At.Block);
  for (const Phrase &Each : Phrases)
    for (const auto &Part : Each)
      Remark << Part;
  std::string Key = (Name + " " + Remark.getMsg()).str();
  if (const DiagnosticLocation &Where = At.Location; Where.isValid())
    Key += (Where.getRelativePath() + ":" + Twine(Where.getLine()) + ":" + Twine(Where.getColumn()))
               .str();
  if (Given.insert(Key).second)
    Emitter.emit(Remark);
}

void Remarks::provenVolatile(const Instruction &Write, const Value *Address) {
  emit<OptimizationRemarkAnalysis>(
      "ProvenVolatile", placeOf(Write),
      {describeWrite(Write, Address), text(" needs no snapshot: its memory is proven volatile")});
}

void Remarks::provenPersistent(const MemoryAccess &Write) {
  emit<OptimizationRemark>(
      "ProvenPersistent", placeOf(Write),
      {describeWrite(Write), text(" is saved without a test: its memory is proven persistent"),
       text(Write.When == Mode::Either
                ? ", but whether the thread is in a transaction is tested at run time"
                : "")});
}

void Remarks::testedAtRunTime(const MemoryAccess &Write) {
  emit<OptimizationRemarkMissed>("TestedAtRunTime", placeOf(Write),
                                 {describeWrite(Write), text(" is tested at run time: "),
                                  Write.Address
                                      ? describeOrigin(*Write.Address)
                                      : text("what it writes is found when it is called")});
}

void Remarks::endsProgramIfPersistent(const MemoryAccess &Write) {
  emit<OptimizationRemarkMissed>(
      "EndsProgramIfPersistent", placeOf(Write),
      {describeWrite(Write),
       text(" ends the program if it turns out to be to persistent memory: nobody can know "
            "which bytes to save")});
}

void Remarks::snapshotElided(const MemoryAccess &Write, const Instruction &Because) {
  uint64_t Size;
  Phrase Reason = text("its bytes have been saved");
  if (isPoolAllocation(&Because, Size))
    Reason = text("the object was allocated in the same transaction");
  else if (Phrase Place = describePlace(Because.getDebugLoc(), Write.location()); !Place.empty()) {
    Reason = text("its bytes have been saved at ");
    Reason.append(Place);
  }
  emit<OptimizationRemark>("SnapshotElided", placeOf(Write),
                           {describeWrite(Write), text(" needs no snapshot: "), Reason});
}

/// "that at line 12".
static Phrase describeOther(const MemoryAccess &Other, const MemoryAccess &Write) {
  Phrase Place = describePlace(Other.location(), Write.location());
  Phrase Result = text(Place.empty() ? "another store" : "that at ");
  Result.append(Place);
  return Result;
}

void Remarks::snapshotMerged(const MemoryAccess &Write, const MemoryAccess &With,
                             bool InOneSnapshot) {
  emit<OptimizationRemark>("SnapshotMerged", placeOf(Write),
                           {describeWrite(Write), text(" is saved together with "),
                            describeOther(With, Write),
                            text(InOneSnapshot ? ": one snapshot" : ": two snapshots, one fence")});
}

static Phrase describeRunStart(RunStart Why) {
  switch (Why.Kind) {
  case RunStart::BasicBlock:
    return text("there are branches between the two");
  case RunStart::Interrupted:
    return describeObstacle(*Why.By);
  case RunStart::Alone:
    return text("other threads may order themselves by it");
  case RunStart::OtherMode:
    return text("only one of the two is certain to be in a transaction");
  case RunStart::NewAddress:
    return text("its address is not known there yet");
  case RunStart::Computed:
    return text("its bytes are found right before it");
  }
  llvm_unreachable("all reasons are covered");
}

void Remarks::snapshotNotMerged(const MemoryAccess &Write, const MemoryAccess &With, RunStart Why) {
  emit<OptimizationRemarkMissed>("SnapshotNotMerged", placeOf(Write),
                                 {describeWrite(Write), text(" is not saved together with "),
                                  describeOther(With, Write), text(": "), describeRunStart(Why)});
}

void Remarks::snapshotHoisted(const MemoryAccess &Write) {
  emit<OptimizationRemark>(
      "SnapshotHoisted", placeOf(Write),
      {describeWrite(Write), text(" is saved in front of the loop: one snapshot for all "
                                  "iterations")});
}

static Phrase describeLoopFate(LoopFate Fate) {
  switch (Fate.Kind) {
  case LoopFate::NotOptimised:
    return text("the function is compiled without optimisation");
  case LoopFate::NotAlways:
    return text("it is not certain to be executed in each of them");
  case LoopFate::SameBytes:
    return text("all of them store to the same bytes");
  case LoopFate::Irregular:
    return text("its address does not advance by a constant number of bytes");
  case LoopFate::OuterLoop:
    return text("the loop contains another one");
  case LoopFate::UnknownCount:
    return text("their number is not known in front of the loop");
  case LoopFate::LeavesEarly:
    return text("the loop may be left in the middle");
  case LoopFate::Interrupted:
    return describeObstacle(*Fate.By);
  case LoopFate::LeavesGaps:
    return text("there are bytes between one and the next that are not stored");
  case LoopFate::NotInLoop:
  case LoopFate::InFront:
  case LoopFate::CannotBeComputed:
    return text("the range can't be computed in front of the loop");
  }
  llvm_unreachable("all reasons are covered");
}

void Remarks::snapshotNotHoisted(const MemoryAccess &Write) {
  emit<OptimizationRemarkMissed>("SnapshotNotHoisted", placeOf(Write),
                                 {describeWrite(Write),
                                  text(" is saved in each iteration of the loop: "),
                                  describeLoopFate(Write.Loop)});
}

void Remarks::abortIsLocal(const Instruction &Abort) {
  emit<OptimizationRemark>("AbortIsLocal", placeOf(Abort),
                           {text("abort goes to the end of its block without unwinding")});
}

void Remarks::abortUnwinds(const Instruction &Abort) {
  emit<OptimizationRemarkMissed>(
      "AbortUnwinds", placeOf(Abort),
      {text("abort unwinds the stack: its block does not end in the same function, or cleanups "
            "come first")});
}

void Remarks::restoredSaved(const Instruction &Change, uint64_t Size, bool WholeObject) {
  Phrase What = Size ? count("Bytes", Size, "byte") : text("all bytes");
  emit<OptimizationRemarkAnalysis>(
      "RestoredSaved", placeOf(Change),
      {text("a restored object is saved here: "), What,
       text(WholeObject ? ", as what is changed through its address is not known" : "")});
}

void Remarks::summary(const TransactionCosts &Costs) {
  bool IsBlock = entryMode(F) != Mode::Inside;
  emit<OptimizationRemarkAnalysis>(
      "TransactionCosts", placeOf({}, F.getEntryBlock()),
      {text("'"),
       {DiagnosticInfoOptimizationBase::Argument("Function", sourceName(F))},
       text("' has "),
       count("Snapshots", Costs.Snapshots, "snapshot"),
       text(" with "),
       count("Fences", Costs.Fences, "fence"),
       text(IsBlock ? " in its transactions: " : " when a transaction calls it: "),
       count("ProvenPersistent", Costs.Proven, "store"),
       text(" proven persistent, "),
       {DiagnosticInfoOptimizationBase::Argument("TestedAtRunTime", Costs.Tested)},
       text(" tested at run time, "),
       {DiagnosticInfoOptimizationBase::Argument("WithoutSnapshot", Costs.WithoutSnapshot)},
       text(" without a snapshot")});
}

} // namespace stet
