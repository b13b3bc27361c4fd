//===-- plugin/lowering/EntryTest.cpp - Continues in the instrumented body ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/EntryTest.h"
#include "lowering/SnapshotBuilder.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace stet {

/// Where a debugger shows the test: at the function's opening line.
static DebugLoc openingLocation(const Function &F) {
  DISubprogram *Subprogram = F.getSubprogram();
  if (!Subprogram)
    return {};
  return DILocation::get(F.getContext(), Subprogram->getScopeLine(), 0, Subprogram);
}

/// A new entry block in front. Static allocas and what else must be in the entry
/// block move there.
static BasicBlock *prependBlock(Function &F) {
  BasicBlock &Old = F.getEntryBlock();
  BasicBlock *New = BasicBlock::Create(F.getContext(), "stet.entry", &F, &Old);
  for (Instruction &I : make_early_inc_range(Old)) {
    auto *Alloca = dyn_cast<AllocaInst>(&I);
    auto *Intrinsic = dyn_cast<IntrinsicInst>(&I);
    bool MustBeInEntry = (Alloca && isa<ConstantInt>(Alloca->getArraySize())) ||
                         (Intrinsic && Intrinsic->getIntrinsicID() == Intrinsic::localescape);
    if (MustBeInEntry)
      I.moveBefore(*New, New->end());
  }
  return New;
}

/// The attributes that `F` declares for its arguments and result hold for this call.
static AttributeList attributesOfCall(const Function &F) {
  AttributeList Attributes = F.getAttributes();
  SmallVector<AttributeSet, 8> OfArguments;
  for (unsigned Number = 0; Number != F.arg_size(); ++Number)
    OfArguments.push_back(Attributes.getParamAttrs(Number));
  return AttributeList::get(F.getContext(), AttributeSet(), Attributes.getRetAttrs(), OfArguments);
}

/// LLVM 19 copies byval arguments of a musttail call over its own return address.
static bool hasByVal(const Function &F) {
  return any_of(F.args(), [](const Argument &A) { return A.hasByValAttr(); });
}

/// AddressSanitizer puts a call before each return of such a function.
static bool initialisesGlobals(const Function &F) {
  const GlobalVariable *Initialisers = F.getParent()->getNamedGlobal("llvm.global_ctors");
  return Initialisers && any_of(F.users(), [&](const User *Entry) {
           return any_of(Entry->users(), [&](const User *List) {
             return is_contained(List->users(), Initialisers);
           });
         });
}

/// `return Tx(arguments)`, as a jump where that is possible. musttail hands on variable
/// arguments and sret as they came.
static void emitTailCall(IRBuilderBase &Builder, Function &F, Function &Tx) {
  SmallVector<Value *, 8> Arguments;
  for (Argument &A : F.args())
    Arguments.push_back(&A);
  CallInst *Call = Builder.CreateCall(Tx.getFunctionType(), &Tx, Arguments);
  Call->setCallingConv(F.getCallingConv());
  Call->setAttributes(attributesOfCall(F));
  bool CanJump = !hasByVal(F) && !initialisesGlobals(F);
  Call->setTailCallKind(CanJump ? CallInst::TCK_MustTail : CallInst::TCK_None);
  if (F.getReturnType()->isVoidTy())
    Builder.CreateRetVoid();
  else
    Builder.CreateRet(Call);
}

void insertEntryTest(Function &F, Function &Tx) {
  BasicBlock *Body = &F.getEntryBlock();
  BasicBlock *Entry = prependBlock(F);
  BasicBlock *Continue = BasicBlock::Create(F.getContext(), "stet.continue", &F);
  IRBuilder<> Builder(Entry);
  Builder.SetCurrentDebugLocation(openingLocation(F));
  Value *IsInTransaction = emitThreadIsInTransaction(Builder, *F.getParent());
  Builder.CreateCondBr(IsInTransaction, Continue, Body, seldomTaken(F.getContext()));
  Builder.SetInsertPoint(Continue);
  emitTailCall(Builder, F, Tx);
}

} // namespace stet
