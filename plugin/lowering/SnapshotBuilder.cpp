//===-- plugin/lowering/SnapshotBuilder.cpp - Emits snapshots at one place ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/SnapshotBuilder.h"
#include "lowering/CheckedSnapshot.h"
#include "lowering/RuntimeFunctions.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace stet {

DebugLoc locationIn(const Function &F, DebugLoc Location) {
  if (Location || !F.getSubprogram())
    return Location;
  return DILocation::get(F.getContext(), 0, 0, F.getSubprogram());
}

MDNode *seldomTaken(LLVMContext &C) { return MDBuilder(C).createUnlikelyBranchWeights(); }

/// No sanitizer need look at the runtime's own words.
static void hideFromSanitizers(Instruction &I) {
  I.setMetadata(LLVMContext::MD_nosanitize, MDNode::get(I.getContext(), {}));
}

static GlobalVariable *threadMode(Module &M) {
  constexpr StringLiteral Name = "stet_thread_mode";
  static_assert(sizeof(::stet_thread_mode) == 4);
  if (GlobalVariable *Declared = M.getGlobalVariable(Name))
    return Declared;
  return new GlobalVariable(M, Type::getInt32Ty(M.getContext()), /*isConstant=*/false,
                            GlobalValue::ExternalLinkage, nullptr, Name, nullptr,
                            GlobalValue::InitialExecTLSModel);
}

Value *emitThreadIsInTransaction(IRBuilderBase &Builder, Module &M) {
  Value *Address = Builder.CreateThreadLocalAddress(threadMode(M));
  LoadInst *Mode = Builder.CreateAlignedLoad(Builder.getInt32Ty(), Address, Align(4));
  hideFromSanitizers(*Mode);
  return Builder.CreateICmpNE(Mode, Builder.getInt32(STET_MODE_NONE));
}

SnapshotBuilder::SnapshotBuilder(Instruction &Before, bool MayBeOutside)
    : M(*Before.getModule()), Window(M), MayBeOutside(MayBeOutside), Place(&Before),
      Location(locationIn(*Before.getFunction(), Before.getDebugLoc())), Builder(&Before) {
  Builder.SetCurrentDebugLocation(Location);
}

Value *SnapshotBuilder::isInTransaction() { return emitThreadIsInTransaction(Builder, M); }

Value *SnapshotBuilder::mayNeedSnapshot(Value *Address, PointerClass Class) {
  // Behind the window's test the runtime's own look at the mode is good enough.
  if (Class != PointerClass::Persistent)
    return Window.emitTest(Builder, Address);
  return MayBeOutside ? isInTransaction() : Builder.getTrue();
}

void SnapshotBuilder::when(Value *Condition, function_ref<void()> Body) {
  if (auto *Constant = dyn_cast<ConstantInt>(Condition)) {
    if (Constant->isOne())
      Body();
    return;
  }
  Instruction *After = Place;
  Place = SplitBlockAndInsertIfThen(Condition, After->getIterator(), /*Unreachable=*/false,
                                    seldomTaken(M.getContext()));
  Place->setDebugLoc(Location);
  Place->getParent()->getSinglePredecessor()->getTerminator()->setDebugLoc(Location);
  Builder.SetInsertPoint(Place);
  Builder.SetCurrentDebugLocation(Location);
  Body();
  Place = After;
  Builder.SetInsertPoint(Place);
  Builder.SetCurrentDebugLocation(Location);
}

void SnapshotBuilder::finish(CallInst &Call) {
  Call.setDoesNotThrow();
  if (Place->getFunction()->hasFnAttribute(Attribute::StrictFP))
    Call.addFnAttr(Attribute::StrictFP);
}

void SnapshotBuilder::call(FunctionCallee Callee, ArrayRef<Value *> Arguments) {
  finish(*Builder.CreateCall(Callee, Arguments));
}

void SnapshotBuilder::snapshotIfPersistent(Value *Address, Value *Size) {
  finish(*emitCheckedSnapshot(Builder, M, Address, Size));
}

void SnapshotBuilder::snapshot(Value *Address, Value *Size) {
  call(STET_RUNTIME_FUNCTION(M, stet_snapshot), {Address, Size});
}

void SnapshotBuilder::snapshotUnfenced(Value *Address, Value *Size) {
  call(STET_RUNTIME_FUNCTION(M, stet_snapshot_unfenced), {Address, Size});
}

void SnapshotBuilder::fence(Value *AnyAddress) { snapshot(AnyAddress, Builder.getInt64(0)); }

Value *SnapshotBuilder::callLibrary(StringRef Name, Type *Result, ArrayRef<Value *> Arguments) {
  SmallVector<Type *, 3> Types;
  for (Value *Argument : Arguments)
    Types.push_back(Argument->getType());
  FunctionCallee Callee = M.getOrInsertFunction(Name, FunctionType::get(Result, Types, false));
  CallInst *Call = Builder.CreateCall(Callee, Arguments);
  finish(*Call);
  return Call;
}

} // namespace stet
