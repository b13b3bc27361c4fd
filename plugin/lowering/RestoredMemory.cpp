//===-- plugin/lowering/RestoredMemory.cpp - Saves volatile memory that is marked ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/RestoredMemory.h"
#include "Markers.h"
#include "lowering/Annotations.h"
#include "lowering/ObjectChanges.h"
#include "lowering/Remarks.h"
#include "lowering/RuntimeFunctions.h"
#include "lowering/SnapshotBuilder.h"
#include "lowering/TransactionMode.h"
#include "lowering/VariableLife.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/ReplaceConstant.h"
#include <map>

using namespace llvm;

namespace stet {
namespace {

/// A save to be emitted: everything is found before anything is changed.
struct Save {
  const Mark *Object;
  ObjectChange Change;
  bool MayBeOutside;
  uint32_t Blocks; ///< the innermost ones that the object outlives
};

class RestoredObjects {
public:
  RestoredObjects(Module &M, ArrayRef<Mark> Marks) : M(M), Marks(Marks) {}

  void run() {
    for (const Mark &Each : Marks)
      if (Each.isGlobal())
        convertUsersOfConstantsToInstructions({cast<GlobalVariable>(Each.Address)});
    for (const Mark &Each : Marks)
      planSaves(Each);
    planFreeing();
    tell();
    for (const Save &Each : Saves)
      emit(Each);
    for (auto [Call, MayBeOutside] : Freeing)
      emitForgetting(*Call, MayBeOutside);
  }

private:
  TransactionMode &modesOf(const Function &F) { return Modes.try_emplace(&F, F).first->second; }

  TransactionMode::Depth depthBefore(const Instruction &I) {
    return modesOf(*I.getFunction()).depthBefore(I);
  }

  void planSaves(const Mark &Object) {
    std::vector<ObjectChange> Changes = findChanges(Object);
    if (!Object.isLocal()) {
      for (const ObjectChange &Change : Changes)
        Saves.push_back({&Object, Change, depthBefore(*Change.Before).Low == 0, UINT32_MAX});
      return;
    }
    SmallPtrSet<const Instruction *, 4> Ends;
    bool IsCaptured = false;
    for (const ObjectChange &Change : Changes) {
      IsCaptured |= Change.Kind == ObjectChange::Capture;
      if (Change.Kind == ObjectChange::Death)
        Ends.insert(Change.Before);
      else
        planSaveOfLocal(Object, Change, depthBefore(*Change.Before));
    }
    if (IsCaptured)
      planSavesAtBlocks(Object, Ends);
  }

  /// Where the variable was declared in the block itself, it dies with it.
  void planSaveOfLocal(const Mark &Object, const ObjectChange &Change, TransactionMode::Depth At) {
    TransactionMode::Depth Birth = depthBefore(*Object.At);
    if (At.High > Birth.High)
      Saves.push_back({&Object, Change, At.Low == 0, At.High - Birth.High});
  }

  /// A pointer or reference that was made of it may be used in any block that comes while
  /// it lives.
  void planSavesAtBlocks(const Mark &Object, const SmallPtrSetImpl<const Instruction *> &Ends) {
    VariableLife Life(*Object.Address, *Object.At, Ends);
    for (Instruction &I : instructions(*Object.At->getFunction())) {
      if (levelChange(I) != LevelChange::Begin || !Life.isAliveBefore(I))
        continue;
      auto *Invoke = dyn_cast<InvokeInst>(&I);
      Instruction *First =
          Invoke ? &*Invoke->getNormalDest()->getFirstInsertionPt() : I.getNextNode();
      planSaveOfLocal(Object, {ObjectChange::Capture, First}, depthBefore(*First));
    }
  }

  /// Memory that is freed in a transaction must not be restored.
  void planFreeing() {
    if (all_of(Marks, [](const Mark &Each) { return Each.isLocal() || Each.isGlobal(); }))
      return;
    for (Function &F : M)
      for (Instruction &I : instructions(F)) {
        auto *Call = dyn_cast<CallBase>(&I);
        const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
        if (Callee && is_contained(Deallocators, Callee->getName()))
          Freeing.push_back({Call, depthBefore(I).Low == 0});
      }
  }

  void tell() {
    const Function *Last = nullptr;
    std::optional<Remarks> Tell;
    for (const Save &Each : Saves) {
      Function &F = *Each.Change.Before->getFunction();
      if (Each.Change.Kind == ObjectChange::Death || !areRemarksWanted(F))
        continue;
      if (&F != Last)
        Tell.emplace(F);
      Last = &F;
      bool WholeObject = Each.Change.Kind != ObjectChange::Store || Each.Object->argument(1);
      auto *Size =
          dyn_cast_or_null<ConstantInt>(WholeObject ? Each.Object->argument(0) : Each.Change.Size);
      Tell->restoredSaved(*Each.Change.Before, Size ? Size->getZExtValue() : 0, WholeObject);
    }
  }

  Value *sizeOf(const Mark &Object, IRBuilderBase &IR) {
    if (auto *Size = dyn_cast_or_null<ConstantInt>(Object.argument(0)))
      return Size;
    const DataLayout &DL = M.getDataLayout();
    if (auto *Variable = dyn_cast<GlobalVariable>(Object.Address))
      return IR.getInt64(DL.getTypeAllocSize(Variable->getValueType()));
    // A variable-length array.
    auto *Alloca = cast<AllocaInst>(Object.Address);
    return IR.CreateMul(IR.getInt64(DL.getTypeAllocSize(Alloca->getAllocatedType())),
                        IR.CreateZExtOrTrunc(Alloca->getArraySize(), IR.getInt64Ty()));
  }

  void emit(const Save &Each) {
    const Mark &Object = *Each.Object;
    SnapshotBuilder Builder(*Each.Change.Before, Each.MayBeOutside);
    IRBuilderBase &IR = Builder.ir();
    Builder.when(Each.MayBeOutside ? Builder.isInTransaction() : IR.getTrue(), [&] {
      Value *Blocks = IR.getInt32(Each.Blocks);
      Constant *How = Object.argument(1);
      if (Each.Change.Kind == ObjectChange::Death)
        Builder.call(STET_RUNTIME_FUNCTION(M, stet_forget), {Object.Address, sizeOf(Object, IR)});
      else if (Each.Change.Kind == ObjectChange::Store && !How)
        Builder.call(
            STET_RUNTIME_FUNCTION(M, stet_save),
            {Each.Change.Address, IR.CreateZExtOrTrunc(Each.Change.Size, IR.getInt64Ty()), Blocks});
      else
        Builder.call(STET_RUNTIME_FUNCTION(M, stet_save_object),
                     {Object.Address, sizeOf(Object, IR),
                      How ? How : ConstantPointerNull::get(IR.getPtrTy()), Blocks,
                      IR.getInt32(Each.Change.Kind != ObjectChange::Store)});
    });
  }

  /// The size comes second in the forms that have one; in those of C nothing or more.
  void emitForgetting(CallBase &Call, bool MayBeOutside) {
    SnapshotBuilder Builder(Call, MayBeOutside);
    StringRef Name = Call.getCalledFunction()->getName();
    bool IsSized = Name == "_ZdlPvm" || Name == "_ZdlPvmSt11align_val_t";
    Builder.when(MayBeOutside ? Builder.isInTransaction() : Builder.ir().getTrue(), [&] {
      if (IsSized)
        Builder.call(STET_RUNTIME_FUNCTION(M, stet_forget),
                     {Call.getArgOperand(0), Call.getArgOperand(1)});
      else
        Builder.call(STET_RUNTIME_FUNCTION(M, stet_forget_allocation), {Call.getArgOperand(0)});
    });
  }

  static constexpr StringLiteral Deallocators[] = {"free",
                                                   "realloc",
                                                   "_ZdlPv",
                                                   "_ZdlPvm",
                                                   "_ZdlPvSt11align_val_t",
                                                   "_ZdlPvmSt11align_val_t",
                                                   "_ZdaPv",
                                                   "_ZdaPvm",
                                                   "_ZdaPvSt11align_val_t",
                                                   "_ZdaPvmSt11align_val_t"};

  Module &M;
  ArrayRef<Mark> Marks;
  std::map<const Function *, TransactionMode> Modes; ///< found by key only
  std::vector<Save> Saves;
  std::vector<std::pair<CallBase *, bool>> Freeing;
};

} // namespace

PreservedAnalyses RestoredMemory::run(Module &M, ModuleAnalysisManager &) {
  takeMarkedSymbols(M, RestoredSymbolPrefix, RestoredSection);
  std::vector<Mark> Marks = findMarks(M, RestoredAnnotation);
  if (!Marks.empty())
    RestoredObjects(M, Marks).run();
  return removeMarks(M, Marks, RestoredAnnotation) ? PreservedAnalyses::none()
                                                   : PreservedAnalyses::all();
}

} // namespace stet
