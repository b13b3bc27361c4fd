//===-- plugin/lowering/CheckedSnapshot.cpp - The window test out of line ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/CheckedSnapshot.h"
#include "lowering/AddressWindow.h"
#include "lowering/RuntimeFunctions.h"
#include "lowering/SnapshotBuilder.h"

using namespace llvm;

namespace stet {

static constexpr StringLiteral Name = "__stet_checked_snapshot";

bool knowsPersistence(const Module &M) {
  return any_of(M, [](const Function &F) {
    StringRef Name = F.getName();
    bool IsOurs =
        Name.starts_with("stet_") || Name.starts_with("__stet_") || Name == VariableAddressName;
    // What the passes themselves have put there.
    bool IsInserted = Name.starts_with("stet_snapshot") || Name == stet::Name;
    return IsOurs && !IsInserted;
  });
}

static void emitBody(Function &F) {
  Module &M = *F.getParent();
  LLVMContext &C = M.getContext();
  BasicBlock *Test = BasicBlock::Create(C, "", &F);
  BasicBlock *Save = BasicBlock::Create(C, "", &F);
  BasicBlock *Done = BasicBlock::Create(C, "", &F);
  IRBuilder<> Builder(Test);
  Value *IsPersistent = AddressWindow(M).emitTest(Builder, F.getArg(0));
  Builder.CreateCondBr(IsPersistent, Save, Done, seldomTaken(C));
  Builder.SetInsertPoint(Save);
  Builder.CreateCall(STET_RUNTIME_FUNCTION(M, stet_snapshot), {F.getArg(0), F.getArg(1)})
      ->setDoesNotThrow();
  Builder.CreateBr(Done);
  Builder.SetInsertPoint(Done);
  Builder.CreateRetVoid();
}

/// One a program. Keeps general-purpose registers; vector registers too would need
/// that all callers and this function are compiled for the same vector units.
static Function *checkedSnapshot(Module &M) {
  if (Function *F = M.getFunction(Name))
    return F;
  LLVMContext &C = M.getContext();
  auto *Type = FunctionType::get(Type::getVoidTy(C), {PointerType::get(C, 0), Type::getInt64Ty(C)},
                                 /*isVarArg=*/false);
  Function *F = Function::Create(Type, GlobalValue::LinkOnceODRLinkage, Name, M);
  F->setVisibility(GlobalValue::HiddenVisibility);
  F->setDSOLocal(true);
  F->setComdat(M.getOrInsertComdat(Name));
  F->setCallingConv(CallingConv::PreserveMost);
  F->setDoesNotThrow();
  F->addFnAttr(Attribute::NoInline);
  F->setUWTableKind(M.getUwtable());
  emitBody(*F);
  return F;
}

CallInst *emitCheckedSnapshot(IRBuilderBase &Builder, Module &M, Value *Address, Value *Size) {
  CallInst *Call = Builder.CreateCall(checkedSnapshot(M), {Address, Size});
  Call->setCallingConv(CallingConv::PreserveMost);
  Call->setDoesNotThrow();
  return Call;
}

} // namespace stet
