//===-- plugin/lowering/LocalAborts.cpp - Aborts that need no unwinder ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/LocalAborts.h"

#include "lowering/Remarks.h"
#include "lowering/RuntimeFunctions.h"
#include <stet.h>

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace stet {

bool isAbort(const Instruction &I) {
  auto *Call = dyn_cast<CallBase>(&I);
  return Call && STET_IS_RUNTIME_FUNCTION(Call->getCalledFunction(), stet_abort);
}

/// The stet_block_unwound that every execution of the pad reaches, or nullptr.
static CallBase *unwoundBehind(BasicBlock *Pad) {
  SmallPtrSet<BasicBlock *, 8> Seen;
  for (BasicBlock *Block = Pad; Block && Seen.insert(Block).second;) {
    for (Instruction &I : *Block)
      if (auto *Call = dyn_cast<CallBase>(&I))
        if (STET_IS_RUNTIME_FUNCTION(Call->getCalledFunction(), stet_block_unwound))
          return Call;
    auto *Invoke = dyn_cast<InvokeInst>(Block->getTerminator());
    Block = Invoke ? Invoke->getNormalDest() : Block->getUniqueSuccessor();
  }
  return nullptr;
}

/// A block of C resumes behind itself, depending on the result; in a block of C++
/// the abort is an exception.
static bool resumes(CallBase *Unwound) { return Unwound && !Unwound->use_empty(); }

static bool isLocal(InvokeInst *Abort) {
  BasicBlock *Pad = Abort->getUnwindDest();
  LandingPadInst *Landing = Pad->getLandingPadInst();
  return Landing && Landing->isCleanup() && !isa<PHINode>(Pad->front()) &&
         resumes(unwoundBehind(Pad));
}

/// invoke stet_abort(E) → branch to what the landing pad does with the exception.
static void makeLocal(InvokeInst *Abort) {
  BasicBlock *From = Abort->getParent(), *Pad = Abort->getUnwindDest();
  LandingPadInst *Landing = Pad->getLandingPadInst();
  BasicBlock *Handler = Pad->splitBasicBlock(std::next(Landing->getIterator()), "stet.abort.local");
  IRBuilder<> InHandler(Handler, Handler->begin());
  PHINode *Exception = InHandler.CreatePHI(Landing->getType(), 2);
  Landing->replaceAllUsesWith(Exception);
  Exception->addIncoming(Landing, Pad);

  Module &M = *From->getModule();
  IRBuilder<> Builder(Abort);
  Value *Object = Builder.CreateCall(STET_RUNTIME_FUNCTION(M, stet_block_abort_locally),
                                     {Abort->getArgOperand(0)});
  Value *Thrown = Builder.CreateInsertValue(PoisonValue::get(Landing->getType()), Object, 0);
  Thrown = Builder.CreateInsertValue(Thrown, Builder.getInt32(0), 1);
  Builder.CreateBr(Handler);
  Exception->addIncoming(Thrown, From);
  Pad->removePredecessor(From);
  Abort->getNormalDest()->removePredecessor(From);
  Abort->eraseFromParent();
}

PreservedAnalyses LocalAborts::run(Function &F, FunctionAnalysisManager &) {
  SmallVector<InvokeInst *, 4> Aborts;
  for (Instruction &I : instructions(F))
    if (auto *Invoke = dyn_cast<InvokeInst>(&I))
      if (isAbort(*Invoke))
        Aborts.push_back(Invoke);
  bool Changed = false;
  for (InvokeInst *Abort : Aborts)
    if (isLocal(Abort)) {
      if (areRemarksWanted(F))
        Remarks(F).abortIsLocal(*Abort);
      makeLocal(Abort);
      Changed = true;
    }
  if (!Changed)
    return PreservedAnalyses::all();
  removeUnreachableBlocks(F);
  return PreservedAnalyses::none();
}

} // namespace stet
