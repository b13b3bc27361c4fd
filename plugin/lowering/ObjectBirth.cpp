//===-- plugin/lowering/ObjectBirth.cpp - Code that begins an object's life ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/ObjectBirth.h"
#include "lowering/CxxSignature.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

static bool isConstructor(const Function &F) {
  CxxSignature Signature;
  return F.getName().starts_with("_Z") && describeCxxFunction(F.getName(), Signature) &&
         Signature.IsConstructorOrSo && !StringRef(Signature.Name).starts_with("~");
}

/// Whether the address is made from `this`, which Clang keeps in a variable.
static bool isMadeFromThis(const Value *Address, const Function &F) {
  for (;;) {
    Address = Address->stripInBoundsOffsets();
    if (auto *Call = dyn_cast<IntrinsicInst>(Address)) {
      if (Call->getIntrinsicID() != Intrinsic::ptr_annotation)
        return false;
      Address = Call->getArgOperand(0);
      continue;
    }
    if (auto *Load = dyn_cast<LoadInst>(Address)) {
      auto *Slot = dyn_cast<AllocaInst>(Load->getPointerOperand());
      return Slot && any_of(Slot->users(), [&](const User *U) {
               auto *Store = dyn_cast<StoreInst>(U);
               return Store && Store->getPointerOperand() == Slot &&
                      Store->getValueOperand() == F.getArg(0);
             });
    }
    return Address == F.getArg(0);
  }
}

/// Clang's function for the dynamic initialiser of a global.
static bool isInitialiserOfGlobals(const Function &F) {
  return F.hasLocalLinkage() && F.getName().starts_with("__cxx_global_var_init");
}

ObjectBirth::ObjectBirth(const Mark &Object) : Object(Object) {
  if (auto *Variable = dyn_cast<GlobalVariable>(Object.Address))
    findStaticInitialiser(*Variable);
  else if (!Object.isLocal()) {
    const Function &F = *Object.At->getFunction();
    IsMemberOfThis =
        F.arg_size() && isConstructor(F) && isMadeFromThis(Object.At->getArgOperand(0), F);
  }
}

/// The code between __cxa_guard_acquire, when it returns 1, and what ends it.
void ObjectBirth::findStaticInitialiser(const GlobalVariable &Variable) {
  StringRef Name = Variable.getName();
  const GlobalVariable *Guard =
      Name.consume_front("_Z")
          ? Variable.getParent()->getGlobalVariable(("_ZGV" + Name).str(), true)
          : nullptr;
  if (!Guard)
    return;
  SmallVector<const BasicBlock *, 8> Work;
  SmallPtrSet<const BasicBlock *, 4> Ends;
  for (const User *U : Guard->users()) {
    auto *Call = dyn_cast<CallBase>(U);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (!Callee)
      continue;
    if (Callee->getName() != "__cxa_guard_acquire") {
      Ends.insert(Call->getParent());
      continue;
    }
    auto *Branch = dyn_cast<BranchInst>(Call->getParent()->getTerminator());
    if (Branch && Branch->isConditional())
      Work.push_back(Branch->getSuccessor(0));
  }
  while (!Work.empty()) {
    const BasicBlock *Block = Work.pop_back_val();
    if (Initialiser.insert(Block).second && !Ends.contains(Block))
      Work.append(succ_begin(Block), succ_end(Block));
  }
}

bool ObjectBirth::contains(const Instruction &I) const {
  return IsMemberOfThis || Initialiser.contains(I.getParent()) ||
         (Object.isGlobal() && isInitialiserOfGlobals(*I.getFunction()));
}

} // namespace stet
