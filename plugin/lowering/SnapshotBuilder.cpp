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

SnapshotBuilder::SnapshotBuilder(Instruction &Before, bool MayBeOutside, DebugLoc Location)
    : M(*Before.getModule()), Window(M), MayBeOutside(MayBeOutside), Place(&Before),
      Location(locationIn(*Before.getFunction(), Location ? Location : Before.getDebugLoc())),
      Builder(&Before) {
  Builder.SetCurrentDebugLocation(this->Location);
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

void SnapshotBuilder::moveTo(Instruction &Before) {
  Place = &Before;
  Builder.SetInsertPoint(Place);
  Builder.SetCurrentDebugLocation(Location);
}

CallInst *SnapshotBuilder::finish(CallInst *Call) {
  Call->setDoesNotThrow();
  if (Place->getFunction()->hasFnAttribute(Attribute::StrictFP))
    Call->addFnAttr(Attribute::StrictFP);
  return Call;
}

void SnapshotBuilder::call(FunctionCallee Callee, ArrayRef<Value *> Arguments) {
  finish(Builder.CreateCall(Callee, Arguments));
}

void SnapshotBuilder::snapshotIfPersistent(Value *Address, Value *Size) {
  finish(emitCheckedSnapshot(Builder, M, Address, Size));
}

void SnapshotBuilder::snapshot(Value *Address, Value *Size) {
  call(STET_RUNTIME_FUNCTION(M, stet_snapshot), {Address, Size});
}

void SnapshotBuilder::snapshotUnfenced(Value *Address, Value *Size) {
  call(STET_RUNTIME_FUNCTION(M, stet_snapshot_unfenced), {Address, Size});
}

void SnapshotBuilder::beginExchange(Value *Address, Value *Size) {
  call(STET_RUNTIME_FUNCTION(M, stet_exchange_begin), {Address, Size});
}

void SnapshotBuilder::endExchange(Value *HasStored) {
  call(STET_RUNTIME_FUNCTION(M, stet_exchange_end),
       {Builder.CreateZExt(HasStored, Builder.getInt32Ty())});
}

void SnapshotBuilder::fence(Value *AnyAddress) { snapshot(AnyAddress, Builder.getInt64(0)); }

Value *SnapshotBuilder::callLibrary(StringRef Name, FunctionType *Type,
                                    ArrayRef<Value *> Arguments) {
  return finish(Builder.CreateCall(M.getOrInsertFunction(Name, Type), Arguments));
}

static SmallVector<Type *, 8> typesOf(ArrayRef<Value *> Values) {
  SmallVector<Type *, 8> Types;
  for (Value *V : Values)
    Types.push_back(V->getType());
  return Types;
}

Value *SnapshotBuilder::callLibrary(StringRef Name, Type *Result, ArrayRef<Value *> Arguments) {
  return callLibrary(Name, FunctionType::get(Result, typesOf(Arguments), false), Arguments);
}

Value *SnapshotBuilder::callVariadicLibrary(StringRef Name, Type *Result, unsigned FixedCount,
                                            ArrayRef<Value *> Arguments) {
  auto *Type = FunctionType::get(Result, typesOf(Arguments.take_front(FixedCount)), true);
  return callLibrary(Name, Type, Arguments);
}

Value *SnapshotBuilder::allocate(Type *Element, unsigned Count) {
  BasicBlock &Entry = Place->getFunction()->getEntryBlock();
  IRBuilder<> AtEntry(&Entry, Entry.begin());
  return AtEntry.CreateAlloca(ArrayType::get(Element, Count));
}

} // namespace stet
