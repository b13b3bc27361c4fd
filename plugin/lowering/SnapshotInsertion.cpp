//===-- plugin/lowering/SnapshotInsertion.cpp - Saves old bytes before they are overwritten ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/SnapshotInsertion.h"
#include "lowering/CheckedSnapshot.h"
#include "lowering/InstrumentationPlan.h"
#include "lowering/LongJumps.h"
#include "lowering/LoopRanges.h"
#include "lowering/SnapshotBuilder.h"
#include "lowering/SnapshotCoverage.h"
#include "lowering/SnapshotGroups.h"
#include "lowering/SnapshotRemarks.h"
#include "lowering/UntrueAttributes.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

static void findModes(MemoryAccesses &Accesses, const Function &F) {
  TransactionMode Modes(F);
  for (MemoryAccess &Access : Accesses) {
    Access.When = Modes.before(*Access.Where, entryMode(F));
    // A function that promised not to write persistent memory is taken at its word;
    // the blocks in it are not.
    if (isTransactionPure(F) && Access.When != Mode::Inside)
      Access.When = Mode::Outside;
  }
}

/// In the text of a block it is an error; elsewhere the code may never meet
/// persistent memory, and a warning has to do.
static void diagnose(const MemoryAccess &Access) {
  const Function &F = *Access.Where->getFunction();
  bool IsInBlock = Access.When == Mode::Inside && entryMode(F) != Mode::Inside;
  auto Severity = IsInBlock ? DS_Error : DS_Warning;
  std::string Message =
      Access.Why + (IsInBlock ? " in a transaction cannot be rolled back [stet-unsafe-statement]"
                              : " cannot be rolled back if it executes in a transaction "
                                "[stet-unsafe-statement]");
  LLVMContext &C = F.getContext();
  auto *Call = dyn_cast<CallBase>(Access.Where);
  if (Call && Call->isInlineAsm())
    C.diagnose(DiagnosticInfoInlineAsm(*Call, Message, Severity));
  else
    C.diagnose(DiagnosticInfoUnsupported(F, Message, Access.Where->getDebugLoc(), Severity));
}

static void diagnoseOpaque(const MemoryAccesses &Accesses) {
  for (const MemoryAccess &Access : Accesses)
    if (Access.Kind == MemoryAccess::Opaque && Access.When != Mode::Outside)
      diagnose(Access);
}

/// Its text is assembly, which takes its arguments from registers.
static void diagnoseNaked(const Function &F) {
  if (F.isDeclaration() || !F.hasFnAttribute(Attribute::Naked) || isTransactionPure(F))
    return;
  F.getContext().diagnose(DiagnosticInfoUnsupported(
      F,
      "a naked function cannot be rolled back if it executes in a transaction; if it "
      "writes no persistent memory, mark it '[[stet::transaction_pure]]' "
      "[stet-unsafe-statement]",
      F.getSubprogram(), DS_Warning));
}

static Value *addressOf(const SnapshotRange &Range, IRBuilderBase &IR) {
  return Range.Offset ? IR.CreatePtrAdd(Range.Base, IR.getInt64(Range.Offset)) : Range.Base;
}

static Value *sizeOf(const SnapshotRange &Range, IRBuilderBase &IR) {
  if (!Range.RunTimeSize)
    return IR.getInt64(Range.Size);
  return IR.CreateZExtOrTrunc(Range.RunTimeSize, IR.getInt64Ty());
}

/// Saves all of `Ranges`; the last snapshot has the fence, if the group's fence is
/// not still to come.
static void emitCalls(SnapshotBuilder &Builder, ArrayRef<SnapshotRange> Ranges, bool FenceFollows) {
  for (const SnapshotRange &Range : Ranges) {
    Value *Address = addressOf(Range, Builder.ir());
    Value *Size = sizeOf(Range, Builder.ir());
    if (FenceFollows || &Range != &Ranges.back())
      Builder.snapshotUnfenced(Address, Size);
    else
      Builder.snapshot(Address, Size);
  }
}

/// Whether any of `Ranges` may need its snapshot. Ranges of one base lie in one
/// object, and so in one window.
static Value *anyMayNeedSnapshot(SnapshotBuilder &Builder, ArrayRef<SnapshotRange> Ranges) {
  Value *Any = nullptr;
  const Value *Tested = nullptr;
  for (const SnapshotRange &Range : Ranges) {
    if (Range.Base == Tested)
      continue;
    Tested = Range.Base;
    Value *One = Builder.mayNeedSnapshot(Range.Base, Range.Class);
    Any = Any ? Builder.ir().CreateOr(Any, One) : One;
  }
  return Any;
}

/// Ranges of unknown class come first, behind one branch; those proven persistent
/// last, with the fence.
static void emitGroup(const SnapshotGroup &Group, bool TestsInline) {
  SnapshotBuilder Builder(*Group.First, Group.MayBeOutside, Group.Location);
  if (Group.Computed)
    return Group.Computed->EmitSnapshots(Builder);
  std::vector<SnapshotRange> Ranges = Group.Ranges, Unknown, Proven;
  mergeRanges(Ranges);
  for (const SnapshotRange &Range : Ranges)
    (Range.Class == PointerClass::Persistent ? Proven : Unknown).push_back(Range);
  if (!TestsInline && Unknown.size() == 1 && Proven.empty())
    return Builder.snapshotIfPersistent(addressOf(Unknown.front(), Builder.ir()),
                                        sizeOf(Unknown.front(), Builder.ir()));
  if (!Unknown.empty())
    Builder.when(anyMayNeedSnapshot(Builder, Unknown),
                 [&] { emitCalls(Builder, Unknown, /*FenceFollows=*/!Proven.empty()); });
  if (!Proven.empty())
    Builder.when(Builder.mayNeedSnapshot(Proven.front().Base, PointerClass::Persistent),
                 [&] { emitCalls(Builder, Proven, /*FenceFollows=*/false); });
}

static bool insertSnapshots(Function &F, bool TestsInline, FunctionAnalysisManager &FAM) {
  MemoryAccesses Accesses = memoryWrites(F);
  findModes(Accesses, F);
  diagnoseOpaque(Accesses);
  joinStoresOfLoops(F, Accesses, FAM);
  std::vector<SnapshotGroup> Groups = formGroups(F, Accesses);
  std::vector<CoveredRange> Covered = dropCoveredRanges(F, Groups);
  remarkOnSnapshots(F, {Accesses, Groups, Covered}, FAM);
  for (const SnapshotGroup &Group : Groups)
    emitGroup(Group, TestsInline);
  return watchLongJumps(F) || !Groups.empty();
}

PreservedAnalyses SnapshotInsertion::run(Module &M, ModuleAnalysisManager &AM) {
  if (isInstrumented(M))
    return PreservedAnalyses::all();
  bool Changed = false;
  bool TestsInline = knowsPersistence(M);
  auto &FAM = AM.getResult<FunctionAnalysisManagerModuleProxy>(M).getManager();
  for (Function &F : M) {
    diagnoseNaked(F);
    if (mayBeInstrumented(F))
      Changed |= insertSnapshots(F, TestsInline, FAM);
  }
  dropUntrueAttributes(M);
  markInstrumented(M);
  return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

} // namespace stet
