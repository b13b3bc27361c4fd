//===-- plugin/lowering/TransactionMode.cpp - Where code runs: in a transaction or not ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/TransactionMode.h"
#include "lowering/RuntimeFunctions.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include <algorithm>
#include <deque>

using namespace llvm;

namespace stet {

using Depth = TransactionMode::Depth;

/// Deeper than any program nests its blocks; bounds the dataflow.
static constexpr unsigned DeepestLevel = 64;

LevelChange levelChange(const Instruction &I) {
  auto *Call = dyn_cast<CallBase>(&I);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  if (!Callee)
    return LevelChange::None;
  if (STET_IS_RUNTIME_FUNCTION(Callee, __stet_block_begin) ||
      STET_IS_RUNTIME_FUNCTION(Callee, __stet_block_begin_cxx))
    return LevelChange::Begin;
  if (STET_IS_RUNTIME_FUNCTION(Callee, stet_static_acquire))
    return LevelChange::MaybeBegin;
  if (STET_IS_RUNTIME_FUNCTION(Callee, stet_block_commit) ||
      STET_IS_RUNTIME_FUNCTION(Callee, stet_block_unwound) ||
      STET_IS_RUNTIME_FUNCTION(Callee, stet_static_release) ||
      STET_IS_RUNTIME_FUNCTION(Callee, stet_static_abort))
    return LevelChange::End;
  return LevelChange::None;
}

Mode entryMode(const Function &F) {
  return StringSwitch<Mode>(F.getFnAttribute(EntryModeAttribute).getValueAsString())
      .Case("inside", Mode::Inside)
      .Case("outside", Mode::Outside)
      .Default(Mode::Either);
}

void setEntryMode(Function &F, Mode M) {
  F.removeFnAttr(EntryModeAttribute);
  if (M != Mode::Either)
    F.addFnAttr(EntryModeAttribute, M == Mode::Inside ? "inside" : "outside");
}

static Depth join(Depth A, Depth B) { return {std::min(A.Low, B.Low), std::max(A.High, B.High)}; }

static Depth deeper(Depth D) {
  return {std::min(D.Low + 1, DeepestLevel), std::min(D.High + 1, DeepestLevel)};
}

/// A block can only end where one has begun, so the level before was at least 1.
static Depth shallower(Depth D) { return {std::max(D.Low, 1u) - 1, std::max(D.High, 1u) - 1}; }

static Depth after(LevelChange Change, Depth D) {
  switch (Change) {
  case LevelChange::None:
    return D;
  case LevelChange::Begin:
    return deeper(D);
  case LevelChange::MaybeBegin:
    return join(D, deeper(D));
  case LevelChange::End:
    return shallower(D);
  }
  llvm_unreachable("all changes are covered");
}

/// The stet_static_acquire whose result decides the branch at the end of `BB`, if
/// nothing else changes the level between the two.
static const Instruction *acquireThatDecides(const BasicBlock &BB) {
  auto *Branch = dyn_cast<BranchInst>(BB.getTerminator());
  if (!Branch || !Branch->isConditional())
    return nullptr;
  auto *Compare = dyn_cast<ICmpInst>(Branch->getCondition());
  if (!Compare || !Compare->isEquality() || !isa<ConstantInt>(Compare->getOperand(1)) ||
      !cast<ConstantInt>(Compare->getOperand(1))->isZero())
    return nullptr;
  for (const Instruction &I : reverse(BB))
    if (levelChange(I) != LevelChange::None)
      return levelChange(I) == LevelChange::MaybeBegin && Compare->getOperand(0) == &I ? &I
                                                                                       : nullptr;
  // Behind an invoke the comparison is in the next block.
  if (const BasicBlock *Before = BB.getSinglePredecessor())
    if (auto *Invoke = dyn_cast<InvokeInst>(Before->getTerminator()))
      if (levelChange(*Invoke) == LevelChange::MaybeBegin && Compare->getOperand(0) == Invoke &&
          Invoke->getNormalDest() == &BB)
        return Invoke;
  return nullptr;
}

/// The level on entering `Successor` from the end of `BB`, which starts at `D`.
static Depth alongEdge(const BasicBlock &BB, const BasicBlock &Successor, Depth D) {
  const Instruction *Acquire = acquireThatDecides(BB);
  for (const Instruction &I : BB) {
    LevelChange Change = levelChange(I);
    auto *Invoke = dyn_cast<InvokeInst>(&I);
    // What throws instead of beginning has not begun.
    if (Invoke && Invoke->getUnwindDest() == &Successor && Change != LevelChange::End)
      continue;
    if (&I == Acquire)
      continue;
    D = after(Change, D);
  }
  if (!Acquire)
    return D;
  auto *Branch = cast<BranchInst>(BB.getTerminator());
  if (Acquire->getParent() != &BB) // The invoke's edge joined both cases: take them apart.
    D = {D.Low, std::max(D.High, 1u) - 1};
  bool WhenZero = cast<ICmpInst>(Branch->getCondition())->getPredicate() == ICmpInst::ICMP_EQ;
  bool TakenWhenTrue = Branch->getSuccessor(0) == &Successor;
  bool TakenWhenFalse = Branch->getSuccessor(1) == &Successor;
  if (TakenWhenTrue && TakenWhenFalse)
    return join(D, deeper(D));
  return TakenWhenTrue == WhenZero ? D : deeper(D);
}

TransactionMode::DepthOfBlock TransactionMode::depthAtStarts(const Function &F) const {
  DepthOfBlock Starts;
  std::deque<const BasicBlock *> Work{&F.getEntryBlock()};
  Starts[&F.getEntryBlock()] = {};
  while (!Work.empty()) {
    const BasicBlock *BB = Work.front();
    Work.pop_front();
    for (const BasicBlock *Successor : successors(BB)) {
      Depth D = alongEdge(*BB, *Successor, Starts.lookup(BB));
      auto [Known, IsNew] = Starts.try_emplace(Successor, D);
      Depth Joined = join(Known->second, D);
      if (!IsNew && Joined == Known->second)
        continue;
      Known->second = Joined;
      Work.push_back(Successor);
    }
  }
  return Starts;
}

void TransactionMode::recordInstructions(const DepthOfBlock &Starts) {
  for (auto [BB, Start] : Starts) {
    Depth D = Start;
    for (const Instruction &I : *BB) {
      Depths[&I] = D;
      D = after(levelChange(I), D);
    }
  }
}

TransactionMode::TransactionMode(const Function &F) {
  if (any_of(instructions(F),
             [](const Instruction &I) { return levelChange(I) != LevelChange::None; }))
    recordInstructions(depthAtStarts(F));
}

Mode TransactionMode::before(const Instruction &I, Mode AtEntry) const {
  Depth D = Depths.lookup(&I);
  if (D.Low > 0 || AtEntry == Mode::Inside)
    return Mode::Inside;
  return D.High == 0 ? AtEntry : Mode::Either;
}

} // namespace stet
