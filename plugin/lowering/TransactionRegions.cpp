//===-- plugin/lowering/TransactionRegions.cpp - Transaction blocks become calls ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/TransactionRegions.h"

#include "lowering/PointerClass.h"
#include "lowering/RuntimeFunctions.h"
#include "lowering/UnwindingMode.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace stet {
namespace {

/// `if (__stet_block_aborted()) {} else { block }`: where control goes on after an
/// abort, and where the block begins.
struct Resumption {
  CallBase *Marker;
  BasicBlock *After;
  BasicBlock *Body;
};

/// A block: the call that begins it, the guard that its ends name, and, in C, where
/// to resume.
struct Region {
  CallBase *Begin;
  Resumption *Resume = nullptr;
  AllocaInst *SavedStack = nullptr;
};

class RegionLowering {
public:
  explicit RegionLowering(Function &F) : F(F), M(*F.getParent()), Modes(F) {}

  bool run() {
    collectMarkers();
    if (Resumptions.empty() && Ends.empty())
      return false;
    tieBeginsToGuards();
    saveStacks();
    for (auto [End, Mode] : Ends)
      lowerEnd(End, Mode);
    for (Resumption &R : Resumptions)
      removeMarker(R);
    removeUnreachableBlocks(F);
    return true;
  }

private:
  void collectMarkers() {
    for (Instruction &I : instructions(F)) {
      auto *Call = dyn_cast<CallBase>(&I);
      Function *Callee = Call ? Call->getCalledFunction() : nullptr;
      if (STET_IS_RUNTIME_FUNCTION(Callee, __stet_block_aborted)) {
        if (BranchInst *Branch = branchOn(Call))
          Resumptions.push_back({Call, Branch->getSuccessor(0), Branch->getSuccessor(1)});
        else
          report(*Call, "'__stet_block_aborted' is used outside a transaction block");
      } else if (STET_IS_RUNTIME_FUNCTION(Callee, __stet_block_begin) ||
                 STET_IS_RUNTIME_FUNCTION(Callee, __stet_block_begin_cxx))
        Begins.push_back(Call);
      else if (STET_IS_RUNTIME_FUNCTION(Callee, __stet_block_end) ||
               STET_IS_RUNTIME_FUNCTION(Callee, __stet_block_end_cxx))
        Ends.push_back({Call, Modes.at(*Call)});
      if (auto *Alloca = dyn_cast<AllocaInst>(&I))
        HasDynamicAllocas |= !Alloca->isStaticAlloca();
    }
  }

  /// The branch that the marker decides, through conversions of its value.
  static BranchInst *branchOn(CallBase *Marker) {
    SmallVector<User *, 4> Work(Marker->users());
    while (!Work.empty()) {
      User *U = Work.pop_back_val();
      if (auto *Branch = dyn_cast<BranchInst>(U))
        return Branch;
      Work.append(U->user_begin(), U->user_end());
    }
    return nullptr;
  }

  static AllocaInst *guardOf(Value *Pointer) {
    return dyn_cast<AllocaInst>(Pointer->stripInBoundsOffsets());
  }

  void tieBeginsToGuards() {
    DominatorTree Dominators(F);
    for (CallBase *Begin : Begins) {
      AllocaInst *Guard = nullptr;
      for (User *U : Begin->users())
        if (auto *Store = dyn_cast<StoreInst>(U))
          Guard = guardOf(Store->getPointerOperand());
      if (!Guard) {
        report(*Begin, "a transaction block's begin has no guard");
        continue;
      }
      Region R{Begin};
      for (Resumption &Candidate : Resumptions)
        if (Dominators.dominates(Candidate.Marker, Begin) &&
            (!R.Resume || Dominators.dominates(R.Resume->Marker, Candidate.Marker)))
          R.Resume = &Candidate;
      if (STET_IS_RUNTIME_FUNCTION(Begin->getCalledFunction(), __stet_block_begin_cxx))
        R.Resume = nullptr; // an exception goes on
      Regions[Guard] = R;
    }
  }

  /// An abort leaves the scopes of variable-length arrays without their epilogues. In memory:
  /// the begin of a block with labels in it need not dominate its end, because LLVM takes
  /// each computed goto of a function to go to any of them.
  void saveStacks() {
    if (!HasDynamicAllocas)
      return;
    IRBuilder<> AtEntry(&*F.getEntryBlock().getFirstInsertionPt());
    for (auto &[Guard, R] : Regions)
      if (R.Resume) {
        IRBuilder<> Builder(&*R.Resume->Body->getFirstInsertionPt());
        R.SavedStack = AtEntry.CreateAlloca(Builder.getPtrTy(), nullptr, "stet.stack");
        Builder.CreateStore(Builder.CreateStackSave(), R.SavedStack);
      }
  }

  void lowerEnd(CallBase *End, UnwindingMode::Mode Mode) {
    AllocaInst *Guard = guardOf(End->getArgOperand(0));
    bool IsKnown = Guard && Regions.count(Guard);
    if (Mode == UnwindingMode::Unreachable)
      return;
    if (Mode == UnwindingMode::Both || !IsKnown)
      return report(*End, "can't tell how control leaves this transaction block");
    if (Mode == UnwindingMode::Normal)
      lowerNormalEnd(End, Regions[Guard]);
    else
      lowerUnwindingEnd(End, Regions[Guard]);
  }

  void lowerNormalEnd(CallBase *End, Region &R) {
    FunctionCallee Commit = STET_RUNTIME_FUNCTION(M, stet_block_commit);
    IRBuilder<> Builder(End);
    Value *Token = Builder.CreateLoad(Builder.getPtrTy(), End->getArgOperand(0), "stet.token");
    if (!R.Resume) { // a commit that fails throws
      if (auto *Invoke = dyn_cast<InvokeInst>(End)) {
        Builder.CreateInvoke(Commit, Invoke->getNormalDest(), Invoke->getUnwindDest(), {Token});
        Invoke->eraseFromParent();
        return;
      }
      Builder.CreateCall(Commit, {Token});
      End->eraseFromParent();
      return;
    }
    End = asCall(End);
    CallInst *Aborted = Builder.CreateCall(Commit, {Token}, "stet.aborted");
    Aborted->setDoesNotThrow();
    resumeIf(Aborted, End, R);
  }

  void lowerUnwindingEnd(CallBase *End, Region &R) {
    FunctionCallee Unwound = STET_RUNTIME_FUNCTION(M, stet_block_unwound);
    End = asCall(End);
    IRBuilder<> Builder(End);
    Value *Token = Builder.CreateLoad(Builder.getPtrTy(), End->getArgOperand(0), "stet.token");
    Value *Exception = currentException(Builder, End);
    if (!Exception)
      return report(*End, "can't find the exception that leaves this transaction block");
    CallInst *Aborted = Builder.CreateCall(Unwound, {Token, Exception}, "stet.aborted");
    if (R.Resume)
      resumeIf(Aborted, End, R);
    else
      End->eraseFromParent();
  }

  /// Replaces `End` by a branch to the code behind the block when `Aborted` is 1.
  void resumeIf(CallInst *Aborted, CallBase *End, Region &R) {
    BasicBlock *Block = End->getParent();
    BasicBlock *GoOn = Block->splitBasicBlock(End->getIterator(), "stet.left");
    DebugLoc Location = End->getDebugLoc();
    End->eraseFromParent();
    BasicBlock *Resume = BasicBlock::Create(F.getContext(), "stet.resume", &F, GoOn);
    IRBuilder<> InResume(Resume);
    InResume.SetCurrentDebugLocation(Location);
    if (R.SavedStack)
      InResume.CreateStackRestore(InResume.CreateLoad(InResume.getPtrTy(), R.SavedStack));
    InResume.CreateBr(R.Resume->After);
    Block->getTerminator()->eraseFromParent();
    IRBuilder<> AtEnd(Block);
    AtEnd.SetCurrentDebugLocation(Location);
    AtEnd.CreateCondBr(AtEnd.CreateICmpNE(Aborted, AtEnd.getInt32(0)), Resume, GoOn);
  }

  /// The exception object: the landing pads of a function keep it in one slot.
  Value *currentException(IRBuilder<> &Builder, CallBase *End) {
    for (Instruction &I : instructions(F)) {
      auto *Pad = dyn_cast<LandingPadInst>(&I);
      if (!Pad)
        continue;
      for (User *U : Pad->users())
        if (auto *Extract = dyn_cast<ExtractValueInst>(U); Extract && Extract->getIndices()[0] == 0)
          for (User *V : Extract->users())
            if (auto *Store = dyn_cast<StoreInst>(V))
              return Builder.CreateLoad(Builder.getPtrTy(), Store->getPointerOperand(),
                                        "stet.exception");
    }
    if (LandingPadInst *Pad = End->getParent()->getLandingPadInst())
      return Builder.CreateExtractValue(Pad, 0, "stet.exception");
    return nullptr;
  }

  static CallBase *asCall(CallBase *Call) {
    auto *Invoke = dyn_cast<InvokeInst>(Call);
    return Invoke ? changeToCall(Invoke) : Call;
  }

  void removeMarker(Resumption &R) {
    CallBase *Marker = asCall(R.Marker);
    Marker->replaceAllUsesWith(ConstantInt::get(Marker->getType(), 0));
    Marker->eraseFromParent();
  }

  void report(Instruction &At, const Twine &Message) {
    F.getContext().diagnose(
        DiagnosticInfoUnsupported(F, "stet: " + Message, At.getDebugLoc(), DS_Error));
  }

  Function &F;
  Module &M;
  UnwindingMode Modes;
  std::vector<Resumption> Resumptions;
  SmallVector<CallBase *, 8> Begins;
  SmallVector<std::pair<CallBase *, UnwindingMode::Mode>, 8> Ends;
  MapVector<AllocaInst *, Region> Regions;
  bool HasDynamicAllocas = false;
};

bool usesMarkers(Module &M) {
  for (StringRef Name : {"__stet_block_begin", "__stet_block_begin_cxx", "__stet_block_aborted",
                         "__stet_block_end", "__stet_block_end_cxx"})
    if (Function *Marker = M.getFunction(Name); Marker && !Marker->use_empty())
      return true;
  return false;
}

} // namespace

/// `restrict` says that no other code touches the memory; the begin and end of a block
/// do, on behalf of recovery. Without this, a store in a block is moved or removed over
/// its commit. All functions: a block may be inlined into any of them.
static void dropRestrict(Module &M) {
  for (Function &F : M) {
    for (Argument &A : F.args())
      if (A.hasNoAliasAttr() && !A.hasStructRetAttr())
        A.removeAttr(Attribute::NoAlias);
    // The result of an allocator, which may be in a pool, is no more private.
    if (!isLibraryAllocation(F.getName()))
      F.removeRetAttr(Attribute::NoAlias);
    for (Instruction &I : instructions(F)) {
      auto *Call = dyn_cast<CallBase>(&I);
      Function *Callee = Call ? Call->getCalledFunction() : nullptr;
      if (Call && !(Callee && isLibraryAllocation(Callee->getName())))
        Call->removeRetAttr(Attribute::NoAlias);
    }
  }
}

PreservedAnalyses TransactionRegions::run(Module &M, ModuleAnalysisManager &) {
  if (!usesMarkers(M))
    return PreservedAnalyses::all();
  dropRestrict(M);
  bool Changed = false;
  for (Function &F : M)
    if (!F.isDeclaration())
      Changed |= RegionLowering(F).run();
  return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

} // namespace stet
