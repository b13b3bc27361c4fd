//===-- plugin/lowering/LongJumps.cpp - Blocks that a longjmp leaves ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/LongJumps.h"
#include "lowering/RuntimeFunctions.h"
#include "lowering/SnapshotBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace stet {

/// Not getcontext: going on in another context leaves no block for good.
static bool isSetjmp(const Instruction &I) {
  auto *Call = dyn_cast<CallBase>(&I);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  if (!Callee)
    return false;
  if (Callee->getIntrinsicID() == Intrinsic::eh_sjlj_setjmp)
    return true;
  StringRef Name = Callee->getName();
  Name.consume_front("\01");
  static constexpr StringLiteral Names[] = {"setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp"};
  return Callee->isDeclaration() && is_contained(Names, Name);
}

/// Where the call has returned.
static Instruction &returnPlace(CallBase &Call) {
  if (auto *Invoke = dyn_cast<InvokeInst>(&Call))
    return *SplitEdge(Invoke->getParent(), Invoke->getNormalDest())->getFirstNonPHIOrDbg();
  return *Call.getNextNode();
}

/// In memory that no register stands for: longjmp brings registers back, or not.
static AllocaInst *allocateMark(Function &F) {
  IRBuilder<> AtEntry(&F.getEntryBlock(), F.getEntryBlock().begin());
  return AtEntry.CreateAlloca(AtEntry.getInt64Ty());
}

static Instruction *whenThen(IRBuilder<> &IR, Value *Condition, Instruction &Before) {
  return SplitBlockAndInsertIfThen(Condition, Before.getIterator(), /*Unreachable=*/false,
                                   seldomTaken(IR.getContext()));
}

static void watch(CallBase &Call) {
  Function &F = *Call.getFunction();
  Module &M = *F.getParent();
  DebugLoc Location = locationIn(F, Call.getDebugLoc());
  AllocaInst *Mark = allocateMark(F);
  Instruction &After = returnPlace(Call);

  IRBuilder<> IR(&Call);
  IR.SetCurrentDebugLocation(Location);
  IR.CreateStore(IR.getInt64(0), Mark, /*isVolatile=*/true);
  IR.SetInsertPoint(whenThen(IR, emitThreadIsInTransaction(IR, M), Call));
  IR.SetCurrentDebugLocation(Location);
  IR.CreateStore(IR.CreateCall(STET_RUNTIME_FUNCTION(M, stet_block_mark)), Mark, true);

  IR.SetInsertPoint(&After);
  IR.SetCurrentDebugLocation(Location);
  Value *Was = IR.CreateLoad(IR.getInt64Ty(), Mark, /*isVolatile=*/true);
  Value *WasInside = IR.CreateICmpNE(Was, IR.getInt64(0));
  Value *IsInside = emitThreadIsInTransaction(IR, M);
  IR.SetInsertPoint(whenThen(IR, IR.CreateOr(WasInside, IsInside), After));
  IR.SetCurrentDebugLocation(Location);
  IR.CreateCall(STET_RUNTIME_FUNCTION(M, stet_block_return_to), {Was});
}

bool watchLongJumps(Function &F) {
  SmallVector<CallBase *, 2> Calls;
  for (Instruction &I : instructions(F))
    if (isSetjmp(I))
      Calls.push_back(cast<CallBase>(&I));
  for (CallBase *Call : Calls)
    watch(*Call);
  return !Calls.empty();
}

} // namespace stet
