//===-- plugin/lowering/VariableDescriptor.cpp - What a module says about a persistent variable
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/VariableDescriptor.h"

#include "lowering/AddressWindow.h"
#include "lowering/RuntimeFunctions.h"

#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Support/Path.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace stet {

/// Before all priorities that a program may use.
static constexpr int RegistrationPriority = 100;

static constexpr StringLiteral DescriptorSuffix = ".stet";

std::string descriptorName(const GlobalVariable &Variable) {
  return (Variable.getName() + DescriptorSuffix).str();
}

std::string variableName(const GlobalVariable &Descriptor) {
  StringRef Symbol = GlobalValue::dropLLVMManglingEscape(Descriptor.getName());
  Symbol.consume_back(DescriptorSuffix);
  return demangle(Symbol);
}

/// struct stet_variable
static StructType *descriptorType(LLVMContext &C) {
  if (StructType *Known = StructType::getTypeByName(C, "struct.stet_variable"))
    return Known;
  Type *Pointer = PointerType::get(C, 0), *I64 = Type::getInt64Ty(C), *I32 = Type::getInt32Ty(C);
  return StructType::create(
      C,
      {Pointer, Pointer, Pointer, I64, I64, Pointer, Pointer, I32, I32, ArrayType::get(Pointer, 2)},
      "struct.stet_variable");
}
static_assert(sizeof(stet_variable) == 7 * 8 + 2 * 4 + 2 * 8,
              "descriptorType must be changed with struct stet_variable");

static Constant *text(Module &M, const Twine &Text) {
  Constant *Bytes = ConstantDataArray::getString(M.getContext(), Text.str());
  auto *Global = new GlobalVariable(M, Bytes->getType(), true, GlobalValue::PrivateLinkage, Bytes,
                                    "stet.text");
  Global->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  Global->setAlignment(Align(1));
  return Global;
}

/// Variables of several files may share a name that is internal to each of them.
static std::string directoryName(const GlobalVariable &Variable) {
  std::string Name = GlobalValue::dropLLVMManglingEscape(Variable.getName()).str();
  if (Variable.hasLocalLinkage())
    Name += "@" + sys::path::filename(Variable.getParent()->getSourceFileName()).str();
  return Name;
}

static GlobalVariable *newDescriptor(GlobalVariable &Variable, Constant *Value) {
  auto *Descriptor =
      new GlobalVariable(*Variable.getParent(), descriptorType(Variable.getContext()), false,
                         Variable.getLinkage(), Value, descriptorName(Variable));
  Descriptor->setVisibility(Variable.getVisibility());
  Descriptor->setDSOLocal(Variable.isDSOLocal());
  Descriptor->setAlignment(Align(8));
  return Descriptor;
}

GlobalVariable *declareDescriptor(GlobalVariable &Variable) {
  GlobalVariable *Descriptor = newDescriptor(Variable, nullptr);
  if (Variable.hasAvailableExternallyLinkage())
    Descriptor->setLinkage(GlobalValue::ExternalLinkage);
  return Descriptor;
}

GlobalVariable *defineDescriptor(GlobalVariable &Variable, const VariableDescription &D) {
  Module &M = *Variable.getParent();
  LLVMContext &C = M.getContext();
  StructType *DescriptorType = descriptorType(C);
  const DataLayout &Layout = M.getDataLayout();
  auto *Null = ConstantPointerNull::get(PointerType::get(C, 0));
  auto I64 = [&](uint64_t V) { return ConstantInt::get(Type::getInt64Ty(C), V); };
  auto I32 = [&](uint32_t V) { return ConstantInt::get(Type::getInt32Ty(C), V); };
  uint64_t Alignment =
      Variable.getAlign().value_or(Layout.getABITypeAlign(Variable.getValueType())).value();
  Constant *Value = ConstantStruct::get(
      DescriptorType,
      {Null, text(M, directoryName(Variable)), text(M, D.Layout),
       I64(Layout.getTypeAllocSize(Variable.getValueType()).getFixedValue()), I64(Alignment),
       D.Image ? D.Image : Null, D.Initialiser ? static_cast<Constant *>(D.Initialiser) : Null,
       I32(D.Flags), I32(0), Constant::getNullValue(ArrayType::get(PointerType::get(C, 0), 2))});
  GlobalVariable *Descriptor = newDescriptor(Variable, Value);
  if (Variable.hasComdat())
    Descriptor->setComdat(M.getOrInsertComdat(Descriptor->getName()));
  return Descriptor;
}

static constexpr StringLiteral RegisterName = "stet.register";

void registerDescriptors(Module &M, ArrayRef<GlobalVariable *> Descriptors) {
  LLVMContext &C = M.getContext();
  Type *Pointer = PointerType::get(C, 0);
  SmallVector<Constant *, 8> Elements(Descriptors.begin(), Descriptors.end());
  Constant *Array = ConstantArray::get(ArrayType::get(Pointer, Elements.size()), Elements);
  auto *List = new GlobalVariable(M, Array->getType(), true, GlobalValue::PrivateLinkage, Array,
                                  "stet.variables");
  auto Define = [&](StringRef Name, auto Body) {
    auto *F = Function::Create(FunctionType::get(Type::getVoidTy(C), false),
                               GlobalValue::InternalLinkage, Name, M);
    F->setDoesNotThrow();
    IRBuilder<> Builder(BasicBlock::Create(C, "entry", F));
    Body(Builder);
    Builder.CreateRetVoid();
    return F;
  };
  appendToGlobalCtors(M,
                      Define(RegisterName,
                             [&](IRBuilder<> &Builder) {
                               Builder.CreateCall(STET_RUNTIME_FUNCTION(M, stet_register),
                                                  {Builder.getInt32(STET_ABI_VERSION),
                                                   Builder.getInt32(flavourOf(M)), List,
                                                   Builder.getInt64(Elements.size())});
                             }),
                      RegistrationPriority);
  if (Descriptors.empty())
    return;
  appendToGlobalDtors(M,
                      Define("stet.unregister",
                             [&](IRBuilder<> &Builder) {
                               Builder.CreateCall(STET_RUNTIME_FUNCTION(M, stet_unregister),
                                                  {List, Builder.getInt64(Elements.size())});
                             }),
                      RegistrationPriority);
}

void registerFlavour(Module &M) {
  bool UsesRuntime = any_of(
      M, [](const Function &F) { return F.isDeclaration() && F.getName().starts_with("stet_"); });
  if (UsesRuntime && !M.getFunction(RegisterName))
    registerDescriptors(M, {});
}

} // namespace stet
