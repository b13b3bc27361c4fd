//===-- plugin/lowering/ObjectChanges.cpp - Where an object is changed ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/ObjectChanges.h"
#include "lowering/ArgumentUse.h"
#include "lowering/ObjectBirth.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace stet {
namespace {

class ChangeFinder {
public:
  explicit ChangeFinder(const Mark &Object) : Object(Object), Birth(Object) {}

  std::vector<ObjectChange> run() {
    enqueue(*Object.Address);
    while (!Work.empty())
      for (Use &U : Work.pop_back_val()->uses())
        if (auto *I = dyn_cast<Instruction>(U.getUser()))
          visit(U, *I);
    return std::move(Changes);
  }

private:
  void enqueue(Value &V) {
    if (Seen.insert(&V).second)
      Work.push_back(&V);
  }

  void add(ObjectChange::Kinds Kind, Instruction &Before, Value *Address = nullptr,
           Value *Size = nullptr) {
    if (!Birth.contains(Before))
      Changes.push_back({Kind, &Before, Address, Size});
  }

  void addStore(Instruction &I, Value *Address, Value *Size) {
    add(ObjectChange::Store, I, Address, Size);
  }
  void addStore(Instruction &I, Value *Address, Type *Stored) {
    uint64_t Size = I.getModule()->getDataLayout().getTypeStoreSize(Stored).getKnownMinValue();
    addStore(I, Address, ConstantInt::get(Type::getInt64Ty(I.getContext()), Size));
  }

  void visit(Use &U, Instruction &I) {
    if (auto *S = dyn_cast<StoreInst>(&I)) {
      if (U.getOperandNo() == StoreInst::getPointerOperandIndex())
        return addStore(I, U, S->getValueOperand()->getType());
      return add(ObjectChange::Capture, I);
    }
    if (auto *A = dyn_cast<AtomicRMWInst>(&I))
      return addStore(I, U, A->getValOperand()->getType());
    if (auto *A = dyn_cast<AtomicCmpXchgInst>(&I)) {
      if (U.getOperandNo() == AtomicCmpXchgInst::getPointerOperandIndex())
        return addStore(I, U, A->getNewValOperand()->getType());
      return add(ObjectChange::Capture, I);
    }
    if (isa<GetElementPtrInst, BitCastInst, AddrSpaceCastInst, FreezeInst>(I))
      return enqueue(I);
    if (isa<LoadInst, CmpInst>(I))
      return;
    if (auto *Intrinsic = dyn_cast<IntrinsicInst>(&I))
      return visitIntrinsic(U, *Intrinsic);
    if (auto *Call = dyn_cast<CallBase>(&I))
      return visitCall(U, *Call);
    // Which object it is, is not known behind these.
    if (auto *Phi = dyn_cast<PHINode>(&I))
      return add(ObjectChange::Capture, *Phi->getIncomingBlock(U)->getTerminator());
    if (isa<ReturnInst>(I) && I.getFunction()->getName().starts_with("_ZTW"))
      return visitThreadWrapper(*I.getFunction());
    add(ObjectChange::Capture, I);
  }

  /// Clang's function that initialises a thread-local variable and returns its address.
  void visitThreadWrapper(Function &Wrapper) {
    for (User *U : Wrapper.users())
      if (auto *Call = dyn_cast<CallBase>(U); Call && Call->getCalledFunction() == &Wrapper)
        enqueue(*Call);
  }

  void visitIntrinsic(Use &U, IntrinsicInst &I) {
    if (auto *Memory = dyn_cast<MemIntrinsic>(&I)) {
      if (U.getOperandNo() == 0)
        addStore(I, U, Memory->getLength());
      return;
    }
    switch (I.getIntrinsicID()) {
    case Intrinsic::threadlocal_address:
    case Intrinsic::launder_invariant_group:
    case Intrinsic::strip_invariant_group:
    case Intrinsic::ptrmask:
    case Intrinsic::ptr_annotation:
    case Intrinsic::ssa_copy:
      return enqueue(I);
    default:
      break;
    }
    if (I.mayWriteToMemory() && !I.isAssumeLikeIntrinsic() && !I.isLifetimeStartOrEnd() &&
        I.getIntrinsicID() != Intrinsic::var_annotation)
      add(ObjectChange::Call, I);
  }

  void visitCall(Use &U, CallBase &Call) {
    if (!Call.isArgOperand(&U))
      return add(ObjectChange::Call, Call);
    unsigned Number = Call.getArgOperandNo(&U);
    if (Call.paramHasAttr(Number, Attribute::StructRet)) // initialises it
      return;
    if (Call.getReturnedArgOperand() == U.get())
      enqueue(Call);
    if (Call.onlyReadsMemory(Number) && Call.doesNotCapture(Number))
      return;
    switch (useOfArgument(Call, Number)) {
    case ArgumentUse::Reads:
    case ArgumentUse::Constructs:
      return;
    case ArgumentUse::Destroys:
      if (U.get()->stripPointerCasts() == Object.Address)
        return add(ObjectChange::Death, Call);
      [[fallthrough]];
    case ArgumentUse::Changes:
      return add(ObjectChange::Call, Call);
    }
  }

  const Mark &Object;
  ObjectBirth Birth;
  SmallVector<Value *, 8> Work;
  SmallPtrSet<Value *, 16> Seen;
  std::vector<ObjectChange> Changes;
};

} // namespace

std::vector<ObjectChange> findChanges(const Mark &Object) { return ChangeFinder(Object).run(); }

} // namespace stet
