//===-- plugin/lowering/VariableAddresses.cpp - Addresses of persistent variables ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/PersistentVariables.h"

#include "lowering/RuntimeFunctions.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace stet {

/// %address = load VARIABLE.address; when null: %address = stet_variable_resolve(VARIABLE)
static void expand(CallInst *Use, FunctionCallee Resolve) {
  Value *Variable = Use->getArgOperand(0);
  IRBuilder<> Builder(Use);
  Value *Known = Builder.CreateLoad(Builder.getPtrTy(), Variable, "stet.address");
  Value *IsUnknown = Builder.CreateIsNull(Known);
  MDNode *Rarely = MDBuilder(Use->getContext()).createUnlikelyBranchWeights();
  BasicBlock *Head = Use->getParent();
  Instruction *Slow = SplitBlockAndInsertIfThen(IsUnknown, Use->getIterator(), false, Rarely);
  Builder.SetInsertPoint(Slow);
  Builder.SetCurrentDebugLocation(Use->getDebugLoc());
  CallInst *Resolved = Builder.CreateCall(Resolve, {Variable});
  Builder.SetInsertPoint(Use);
  PHINode *Address = Builder.CreatePHI(Builder.getPtrTy(), 2);
  Address->addIncoming(Known, Head);
  Address->addIncoming(Resolved, Slow->getParent());
  Use->replaceAllUsesWith(Address);
  Use->eraseFromParent();
}

PreservedAnalyses VariableAddresses::run(Module &M, ModuleAnalysisManager &) {
  Function *Pseudo = M.getFunction(VariableAddressName);
  if (!Pseudo)
    return PreservedAnalyses::all();
  FunctionCallee Resolve = STET_RUNTIME_FUNCTION(M, stet_variable_resolve);
  cast<Function>(Resolve.getCallee())->addFnAttr(Attribute::Cold);
  SmallVector<CallInst *, 32> Uses;
  for (User *U : Pseudo->users())
    Uses.push_back(cast<CallInst>(U));
  for (CallInst *Use : Uses)
    expand(Use, Resolve);
  Pseudo->eraseFromParent();
  return PreservedAnalyses::none();
}

} // namespace stet
