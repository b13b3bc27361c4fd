//===-- plugin/lowering/VariableLife.cpp - Where a local variable is alive ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/VariableLife.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace stet {

VariableLife::VariableLife(const Value &Variable, const Instruction &Declaration,
                           const SmallPtrSetImpl<const Instruction *> &Ends)
    : Variable(Variable), Declaration(Declaration), Ends(Ends) {
  const BasicBlock &Entry = Declaration.getFunction()->getEntryBlock();
  SmallVector<const BasicBlock *, 16> Work{&Entry};
  AtStart[&Entry] = false;
  while (!Work.empty()) {
    const BasicBlock *Block = Work.pop_back_val();
    bool IsAlive = AtStart.lookup(Block);
    for (const Instruction &I : *Block)
      IsAlive = after(I, IsAlive);
    for (const BasicBlock *Next : successors(Block)) {
      auto [Known, IsNew] = AtStart.try_emplace(Next, IsAlive);
      if (!IsNew && (!Known->second || IsAlive))
        continue;
      Known->second = IsAlive;
      Work.push_back(Next);
    }
  }
}

bool VariableLife::after(const Instruction &I, bool IsAlive) const {
  if (&I == &Declaration)
    return true;
  if (Ends.contains(&I))
    return false;
  auto *Intrinsic = dyn_cast<IntrinsicInst>(&I);
  if (Intrinsic && Intrinsic->getIntrinsicID() == Intrinsic::lifetime_end &&
      Intrinsic->getArgOperand(Intrinsic->arg_size() - 1)->stripPointerCasts() == &Variable)
    return false;
  return IsAlive;
}

bool VariableLife::isAliveBefore(const Instruction &I) const {
  bool IsAlive = AtStart.lookup(I.getParent());
  for (const Instruction &Each : *I.getParent()) {
    if (&Each == &I)
      break;
    IsAlive = after(Each, IsAlive);
  }
  return IsAlive;
}

} // namespace stet
