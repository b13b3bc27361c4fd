//===-- plugin/lowering/UnwindingMode.cpp - Is a block reached normally or by unwinding? ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/UnwindingMode.h"

#include "llvm/IR/CFG.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace stet {

static bool beginsHandler(const Instruction &I) {
  const auto *Call = dyn_cast<CallBase>(&I);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  return Callee && Callee->getName() == "__cxa_begin_catch";
}

UnwindingMode::UnwindingMode(Function &F) {
  SmallVector<std::pair<const BasicBlock *, uint8_t>, 32> Work{{&F.getEntryBlock(), Normal}};
  while (!Work.empty()) {
    auto [Block, Mode] = Work.pop_back_val();
    uint8_t &Known = AtStart[Block];
    if ((Known & Mode) == Mode)
      continue;
    Known |= Mode;
    uint8_t AtEnd = any_of(*Block, beginsHandler) ? uint8_t(Normal) : Mode;
    const auto *Invoke = dyn_cast<InvokeInst>(Block->getTerminator());
    for (const BasicBlock *Next : successors(Block))
      Work.push_back(
          {Next, Invoke && Next == Invoke->getUnwindDest() ? uint8_t(Unwinding) : AtEnd});
  }
}

UnwindingMode::Mode UnwindingMode::at(const Instruction &I) const {
  uint8_t Mode = AtStart.lookup(I.getParent());
  if (Mode == Unreachable)
    return Unreachable;
  for (const Instruction &Before : *I.getParent()) {
    if (&Before == &I)
      break;
    if (beginsHandler(Before))
      Mode = Normal;
  }
  return UnwindingMode::Mode(Mode);
}

} // namespace stet
