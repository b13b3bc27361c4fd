//===-- plugin/lowering/Annotations.cpp - What sema has written on globals ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/Annotations.h"

#include "Markers.h"
#include "lowering/InstrumentationPlan.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace stet {

/// The text of an entry, empty when it isn't a plain string.
static StringRef textOf(const Constant &Entry) {
  auto *Text = dyn_cast<GlobalVariable>(Entry.getAggregateElement(1)->stripPointerCasts());
  if (!Text || !Text->hasInitializer())
    return "";
  auto *Bytes = dyn_cast<ConstantDataSequential>(Text->getInitializer());
  return Bytes && Bytes->isCString() ? Bytes->getAsCString() : "";
}

void takeAnnotations(Module &M, function_ref<bool(GlobalValue &, StringRef)> Take) {
  GlobalVariable *Annotations = M.getGlobalVariable("llvm.global.annotations");
  if (!Annotations || !Annotations->hasInitializer())
    return;
  auto *Entries = dyn_cast<ConstantArray>(Annotations->getInitializer());
  if (!Entries)
    return;
  SmallVector<Constant *, 16> Kept;
  for (Use &Operand : Entries->operands()) {
    auto *Entry = cast<Constant>(Operand);
    auto *Value = dyn_cast<GlobalValue>(Entry->getAggregateElement(0u)->stripPointerCasts());
    if (!Value || !Take(*Value, textOf(*Entry)))
      Kept.push_back(Entry);
  }
  if (Kept.size() == Entries->getNumOperands())
    return;
  if (!Kept.empty()) {
    auto *Type = ArrayType::get(Entries->getType()->getElementType(), Kept.size());
    auto *Rest = new GlobalVariable(M, Type, false, Annotations->getLinkage(),
                                    ConstantArray::get(Type, Kept), "");
    Rest->takeName(Annotations);
    Rest->setSection(Annotations->getSection());
  }
  Annotations->eraseFromParent();
}

void takeMarkedSymbols(Module &M, StringRef Prefix, StringRef Section) {
  for (GlobalVariable &Variable : M.globals()) {
    StringRef Symbol = Variable.getName();
    if (!Symbol.consume_front(Prefix))
      continue;
    Variable.setName(Symbol.str());
    if (!Variable.hasSection())
      Variable.setSection(Section);
  }
}

PreservedAnalyses FunctionMarks::run(Module &M, ModuleAnalysisManager &) {
  takeAnnotations(M, [](GlobalValue &Value, StringRef Text) {
    auto *F = dyn_cast<Function>(&Value);
    if (!F || (Text != PureAnnotation && Text != UnsafeAnnotation))
      return false;
    if (Text == PureAnnotation)
      F->addFnAttr(TransactionPureAttribute);
    return true;
  });
  return PreservedAnalyses::none();
}

} // namespace stet
