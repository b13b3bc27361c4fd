//===-- plugin/lowering/AddressFixups.cpp - Static initialisers with addresses in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/AddressFixups.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace stet {

/// Right after the variables are registered, before any initialiser of the program:
/// these values were constants before.
static constexpr int FixupPriority = 101;

namespace {

/// A pointer-sized part of an initialiser that is not known before run time.
struct Fixup {
  uint64_t Offset;
  Constant *Value;
};

class FixupFinder {
public:
  FixupFinder(const Module &M, const VariableSet &Variables)
      : Layout(M.getDataLayout()), Variables(Variables) {}

  SmallVector<Fixup, 4> find(Constant *Initialiser) {
    SmallVector<Fixup, 4> Fixups;
    collect(Initialiser, 0, Fixups);
    return Fixups;
  }

  /// The initialiser with zeroes in the places of its fixups.
  Constant *withoutFixups(Constant *C) {
    if (!refersToVariable(C))
      return C;
    if (!isa<ConstantAggregate>(C))
      return Constant::getNullValue(C->getType());
    SmallVector<Constant *, 16> Elements;
    for (Use &Element : C->operands())
      Elements.push_back(withoutFixups(cast<Constant>(Element)));
    if (auto *Struct = dyn_cast<StructType>(C->getType()))
      return ConstantStruct::get(Struct, Elements);
    if (auto *Array = dyn_cast<ArrayType>(C->getType()))
      return ConstantArray::get(Array, Elements);
    return ConstantVector::get(Elements);
  }

private:
  bool refersToVariable(Constant *C) {
    if (auto *Global = dyn_cast<GlobalValue>(C)) {
      auto *Variable = dyn_cast<GlobalVariable>(Global);
      return Variable && Variables.contains(Variable);
    }
    return any_of(C->operands(), [&](Use &Operand) {
      auto *Part = dyn_cast<Constant>(Operand);
      return Part && refersToVariable(Part);
    });
  }

  void collect(Constant *C, uint64_t Offset, SmallVectorImpl<Fixup> &Fixups) {
    if (!refersToVariable(C))
      return;
    if (!isa<ConstantAggregate>(C)) {
      Fixups.push_back({Offset, C});
      return;
    }
    auto *Struct = dyn_cast<StructType>(C->getType());
    for (unsigned I = 0; I < C->getNumOperands(); ++I) {
      auto *Element = cast<Constant>(C->getOperand(I));
      uint64_t At = Struct ? Layout.getStructLayout(Struct)->getElementOffset(I).getFixedValue()
                           : I * Layout.getTypeAllocSize(Element->getType()).getFixedValue();
      collect(Element, Offset + At, Fixups);
    }
  }

  const DataLayout &Layout;
  const VariableSet &Variables;
};

/// void NAME() { Target = Image; Target + Offset = Value; … }
Function *writeInitialiser(Module &M, GlobalVariable &Target, Constant *Image,
                           ArrayRef<Fixup> Fixups, const Twine &Name) {
  LLVMContext &C = M.getContext();
  auto *F = Function::Create(FunctionType::get(Type::getVoidTy(C), false),
                             GlobalValue::InternalLinkage, Name, M);
  F->setDoesNotThrow();
  IRBuilder<> Builder(BasicBlock::Create(C, "entry", F));
  if (Image) {
    auto *From = new GlobalVariable(M, Image->getType(), true, GlobalValue::PrivateLinkage, Image,
                                    "stet.image");
    Builder.CreateMemCpy(&Target, Target.getAlign(), From, Target.getAlign(),
                         M.getDataLayout().getTypeAllocSize(Image->getType()).getFixedValue());
  }
  for (const Fixup &Fix : Fixups)
    Builder.CreateAlignedStore(
        Fix.Value, Builder.CreateConstInBoundsGEP1_64(Builder.getInt8Ty(), &Target, Fix.Offset),
        Align(1));
  Builder.CreateRetVoid();
  return F;
}

} // namespace

void turnAddressesIntoInitialisers(Module &M, const VariableSet &Variables,
                                   DenseMap<GlobalVariable *, Function *> &Initialisers) {
  FixupFinder Finder(M, Variables);
  SmallVector<GlobalVariable *, 32> Globals;
  for (GlobalVariable &Global : M.globals())
    if (Global.hasInitializer() && !Global.getName().starts_with("llvm."))
      Globals.push_back(&Global);
  for (GlobalVariable *Global : Globals) {
    SmallVector<Fixup, 4> Fixups = Finder.find(Global->getInitializer());
    if (Fixups.empty())
      continue;
    Constant *Rest = Finder.withoutFixups(Global->getInitializer());
    if (Variables.contains(Global)) {
      Initialisers[Global] = writeInitialiser(M, *Global, Rest->isNullValue() ? nullptr : Rest,
                                              Fixups, Global->getName() + ".stet.init");
      Global->setInitializer(Constant::getNullValue(Rest->getType()));
    } else if (Global->isThreadLocal()) {
      M.getContext().emitError("stet: thread-local variable '" + Global->getName() +
                               "' can't be initialised with the address of a persistent variable, "
                               "which is known only when the pool is open; assign it");
      Global->setInitializer(Rest);
    } else {
      Global->setInitializer(Rest);
      Global->setConstant(false);
      appendToGlobalCtors(
          M, writeInitialiser(M, *Global, nullptr, Fixups, Global->getName() + ".stet.init"),
          FixupPriority);
    }
  }
}

} // namespace stet
