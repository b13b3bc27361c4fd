//===-- plugin/lowering/MemoryWrites.cpp - The memory accesses of a function ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/MemoryWrites.h"
#include "lowering/AssemblyWrites.h"
#include "lowering/AtomicWrites.h"
#include "lowering/CxxLibraryWrites.h"
#include "lowering/IntrinsicWrites.h"
#include "lowering/LibraryWrites.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/InstVisitor.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

void addStore(MemoryAccesses &Accesses, Instruction &I, Value *Address, TypeSize Size,
              int64_t Offset) {
  PointerClass Class = classifyPointer(Address);
  if (Class == PointerClass::Volatile || Size.isZero())
    return;
  if (Size.isScalable())
    return addOpaque(Accesses, I, "a store of a scalable vector");
  Accesses.push_back({.Kind = MemoryAccess::Store,
                      .Where = &I,
                      .Address = Address,
                      .Class = Class,
                      .Offset = Offset,
                      .Size = Size.getFixedValue()});
}

void addRange(MemoryAccesses &Accesses, Instruction &I, Value *Address, Value *Size) {
  if (auto *Constant = dyn_cast<ConstantInt>(Size))
    return addStore(Accesses, I, Address, TypeSize::getFixed(Constant->getZExtValue()));
  PointerClass Class = classifyPointer(Address);
  if (Class != PointerClass::Volatile)
    Accesses.push_back({.Kind = MemoryAccess::Range,
                        .Where = &I,
                        .Address = Address,
                        .Class = Class,
                        .RunTimeSize = Size});
}

void addComputed(MemoryAccesses &Accesses, Instruction &I, Value *Address,
                 std::function<void(SnapshotBuilder &)> EmitSnapshots, std::string Why) {
  PointerClass Class = classifyPointer(Address);
  if (Class != PointerClass::Volatile)
    Accesses.push_back({.Kind = MemoryAccess::Computed,
                        .Where = &I,
                        .Address = Address,
                        .Class = Class,
                        .EmitSnapshots = std::move(EmitSnapshots),
                        .Why = std::move(Why)});
}

void addOpaque(MemoryAccesses &Accesses, Instruction &I, const Twine &Why) {
  Accesses.push_back({.Kind = MemoryAccess::Opaque, .Where = &I, .Why = Why.str()});
}

/// A structure that is returned in memory is written for certain, by whatever body
/// there is. A body of this module sees to it itself.
static void addReturnedStructure(MemoryAccesses &Accesses, CallBase &Call, const DataLayout &DL) {
  const Function *Callee = Call.getCalledFunction();
  if (Callee && !Callee->isDeclaration() && Callee->isDefinitionExact())
    return;
  for (unsigned Number = 0; Number != Call.arg_size(); ++Number)
    if (Type *Structure = Call.getParamStructRetType(Number))
      addStore(Accesses, Call, Call.getArgOperand(Number), DL.getTypeStoreSize(Structure));
}

namespace {

struct WriteCollector : InstVisitor<WriteCollector> {
  MemoryAccesses Accesses;
  const DataLayout &DL;

  explicit WriteCollector(const DataLayout &DL) : DL(DL) {}

  void visitStoreInst(StoreInst &S) {
    addStore(Accesses, S, S.getPointerOperand(),
             DL.getTypeStoreSize(S.getValueOperand()->getType()));
  }
  void visitAtomicRMWInst(AtomicRMWInst &A) {
    addStore(Accesses, A, A.getPointerOperand(), DL.getTypeStoreSize(A.getValOperand()->getType()));
  }
  void visitAtomicCmpXchgInst(AtomicCmpXchgInst &A) { addCompareExchange(Accesses, A); }
  void visitVAArgInst(VAArgInst &V) {
    // Moves on in the list. Clang lowers va_arg itself on the targets of today.
    if (classifyPointer(V.getPointerOperand()) != PointerClass::Volatile)
      addOpaque(Accesses, V, "va_arg on a list of unknown storage class");
  }
  void visitCallBase(CallBase &Call) {
    if (Call.isInlineAsm())
      return addInlineAssembly(Accesses, Call, DL);
    if (auto *Intrinsic = dyn_cast<IntrinsicInst>(&Call))
      return addIntrinsicWrites(Accesses, *Intrinsic);
    addReturnedStructure(Accesses, Call, DL);
    addLibraryWrites(Accesses, Call);
    addCxxLibraryWrites(Accesses, Call);
  }
  void visitInstruction(Instruction &I) {
    bool IsKnown = isa<LoadInst, FenceInst, FuncletPadInst, CatchSwitchInst>(I);
    if (I.mayWriteToMemory() && !IsKnown && !I.isTerminator())
      addOpaque(Accesses, I, Twine("an instruction '") + I.getOpcodeName() + "'");
  }
};

} // namespace

MemoryAccesses memoryWrites(Function &F) {
  WriteCollector Collector(F.getParent()->getDataLayout());
  for (Instruction &I : instructions(F))
    Collector.visit(I);
  return std::move(Collector.Accesses);
}

} // namespace stet
