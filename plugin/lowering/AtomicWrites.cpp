//===-- plugin/lowering/AtomicWrites.cpp - What compare-and-exchange writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/AtomicWrites.h"
#include "lowering/SnapshotBuilder.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace stet {

/// What a failing exchange does.
static LoadInst *emitLoad(IRBuilderBase &IR, AtomicCmpXchgInst &Exchange) {
  LoadInst *Load =
      IR.CreateAlignedLoad(Exchange.getCompareOperand()->getType(), Exchange.getPointerOperand(),
                           Exchange.getAlign(), Exchange.isVolatile());
  Load->setAtomic(Exchange.getFailureOrdering(), Exchange.getSyncScopeID());
  return Load;
}

/// In the block where two paths meet: `IfChecked` from one, `Otherwise` from the other.
static Value *merge(BasicBlock &Here, Value *IfChecked, BasicBlock &Checked, Value *Otherwise,
                    BasicBlock &Head) {
  PHINode *Merged = PHINode::Create(IfChecked->getType(), 2, "", Here.begin());
  Merged->addIncoming(IfChecked, &Checked);
  Merged->addIncoming(Otherwise, &Head);
  return Merged;
}

/// Executes `Exchange` only unless `Differs`; its result is then (`Current`, false).
/// Behind it, when it was `Watched`, whether it has stored is said.
static void executeUnless(Value *Differs, Value *Current, Value *Watched,
                          AtomicCmpXchgInst &Exchange, SnapshotBuilder &Builder) {
  IRBuilderBase &IR = Builder.ir();
  Value *Failed = IR.CreateInsertValue(PoisonValue::get(Exchange.getType()), Current, 0);
  Failed = IR.CreateInsertValue(Failed, IR.getFalse(), 1);
  BasicBlock *Here = Exchange.getParent();
  Instruction *After = Exchange.getNextNode();
  Instruction *Then = SplitBlockAndInsertIfThen(IR.CreateNot(Differs), After->getIterator(), false);
  Here->getTerminator()->setDebugLoc(Exchange.getDebugLoc());
  Exchange.moveBefore(*Then->getParent(), Then->getIterator());
  Builder.moveTo(*Then);
  Value *HasStored = IR.CreateExtractValue(&Exchange, 1);
  Builder.when(Watched, [&] { Builder.endExchange(HasStored); });
  PHINode *Result = PHINode::Create(Exchange.getType(), 2, "", After->getParent()->begin());
  Exchange.replaceUsesWithIf(Result, [&](Use &U) { return U.getUser() != HasStored; });
  Result->addIncoming(&Exchange, Then->getParent());
  Result->addIncoming(Failed, Here);
}

static void emitCompareExchange(SnapshotBuilder &Builder, AtomicCmpXchgInst &Exchange,
                                PointerClass Class) {
  IRBuilderBase &IR = Builder.ir();
  Value *Address = Exchange.getPointerOperand(), *Expected = Exchange.getCompareOperand();
  const DataLayout &DL = Exchange.getModule()->getDataLayout();
  Value *Needed = Builder.mayNeedSnapshot(Address, Class);
  BasicBlock *Head = IR.GetInsertBlock(), *Checked = nullptr;
  Value *Current = nullptr, *Differs = nullptr, *Watched = IR.getTrue();
  Builder.when(Needed, [&] {
    Current = emitLoad(IR, Exchange);
    Differs = IR.CreateICmpNE(Current, Expected);
    Builder.when(IR.CreateNot(Differs), [&] {
      Builder.beginExchange(Address, IR.getInt64(DL.getTypeStoreSize(Expected->getType())));
    });
    Checked = IR.GetInsertBlock();
  });
  BasicBlock *Here = IR.GetInsertBlock();
  if (Here != Checked) {
    Current = merge(*Here, Current, *Checked, PoisonValue::get(Current->getType()), *Head);
    Differs = merge(*Here, Differs, *Checked, IR.getFalse(), *Head);
    Watched = merge(*Here, Watched, *Checked, IR.getFalse(), *Head);
  }
  executeUnless(Differs, Current, Watched, Exchange, Builder);
}

void addCompareExchange(MemoryAccesses &Accesses, AtomicCmpXchgInst &Exchange) {
  PointerClass Class = classifyPointer(Exchange.getPointerOperand());
  addComputed(Accesses, Exchange, Exchange.getPointerOperand(),
              [&Exchange, Class](SnapshotBuilder &Builder) {
                emitCompareExchange(Builder, Exchange, Class);
              });
}

} // namespace stet
