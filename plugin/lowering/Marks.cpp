//===-- plugin/lowering/Marks.cpp - Objects that sema has marked, in a module ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/Marks.h"

#include "Markers.h"
#include "lowering/Annotations.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace stet {

static constexpr StringLiteral GlobalAnnotations = "llvm.global.annotations";

bool Mark::isLocal() const { return At && At->getIntrinsicID() == Intrinsic::var_annotation; }

Constant *Mark::argument(unsigned Number) const {
  return Arguments ? Arguments->getAggregateElement(Number) : nullptr;
}

/// The text of an annotation, from its second operand.
static StringRef textOf(const Value *Operand) {
  auto *Text = dyn_cast<GlobalVariable>(Operand->stripPointerCasts());
  auto *Data = Text && Text->hasInitializer()
                   ? dyn_cast<ConstantDataSequential>(Text->getInitializer())
                   : nullptr;
  return Data && Data->isCString() ? Data->getAsCString() : StringRef();
}

/// The arguments of an annotation, from its fifth operand.
static Constant *argumentsOf(const Value *Operand) {
  auto *Arguments = dyn_cast<GlobalVariable>(Operand->stripPointerCasts());
  return Arguments && Arguments->hasInitializer()
             ? const_cast<Constant *>(Arguments->getInitializer())
             : nullptr;
}

/// Calls F(global, entry) for each annotated global.
template <class Function> static void forEachAnnotatedGlobal(Module &M, Function F) {
  GlobalVariable *List = M.getNamedGlobal(GlobalAnnotations);
  auto *Entries =
      List && List->hasInitializer() ? dyn_cast<ConstantArray>(List->getInitializer()) : nullptr;
  if (!Entries)
    return;
  for (const Use &Entry : Entries->operands())
    if (auto *Fields = dyn_cast<ConstantStruct>(Entry.get()))
      F(Fields->getOperand(0)->stripPointerCasts(), Fields);
}

/// Whether the annotation of a function tells of a variable, whose name is left in `Text`.
static bool isOfFunction(StringRef &Text, StringRef Annotation) {
  return Text.consume_front(Annotation) && Text.consume_front(SymbolInAnnotation);
}

std::vector<Mark> findMarks(Module &M, StringRef Annotation) {
  std::vector<Mark> Result;
  SmallPtrSet<Value *, 8> Known;
  forEachAnnotatedGlobal(M, [&](Value *Global, ConstantStruct *Entry) {
    StringRef Text = textOf(Entry->getOperand(1));
    if (isa<Function>(Global))
      Global = isOfFunction(Text, Annotation) ? M.getNamedGlobal(Text) : nullptr;
    else if (Text != Annotation)
      return;
    if (isa_and_nonnull<GlobalVariable>(Global) && Known.insert(Global).second)
      Result.push_back({Global, argumentsOf(Entry->getOperand(4))});
  });
  // What is defined elsewhere, and sections of the same name.
  for (GlobalVariable &Global : M.globals())
    if (Global.getSection() == Annotation && Known.insert(&Global).second)
      Result.push_back({&Global, nullptr});
  for (Function &F : M)
    for (Instruction &I : instructions(F)) {
      auto *Intrinsic = dyn_cast<IntrinsicInst>(&I);
      if (!Intrinsic || (Intrinsic->getIntrinsicID() != Intrinsic::var_annotation &&
                         Intrinsic->getIntrinsicID() != Intrinsic::ptr_annotation))
        continue;
      if (textOf(Intrinsic->getArgOperand(1)) != Annotation)
        continue;
      Value *Address = Intrinsic->getIntrinsicID() == Intrinsic::ptr_annotation
                           ? Intrinsic
                           : Intrinsic->getArgOperand(0)->stripPointerCasts();
      Result.push_back({Address, argumentsOf(Intrinsic->getArgOperand(4)), Intrinsic});
    }
  return Result;
}

static bool removeGlobalAnnotations(Module &M, StringRef Annotation) {
  SmallPtrSet<Constant *, 4> Telling;
  bool Changed = false;
  takeAnnotations(M, [&](GlobalValue &Global, StringRef Text) {
    bool IsOurs = Text == Annotation;
    if (isa<Function>(Global) && isOfFunction(Text, Annotation)) {
      Telling.insert(&Global);
      IsOurs = true;
    }
    Changed |= IsOurs;
    return IsOurs;
  });
  if (!Telling.empty())
    removeFromUsedLists(
        M, [&](Constant *Used) { return Telling.contains(Used->stripPointerCasts()); });
  return Changed;
}

bool removeMarks(Module &M, ArrayRef<Mark> Marks, StringRef Annotation) {
  bool Changed = removeGlobalAnnotations(M, Annotation);
  for (GlobalVariable &Global : M.globals())
    if (Global.getSection() == Annotation)
      Global.setSection("");
  for (const Mark &Each : Marks)
    if (Each.At) {
      if (!Each.isLocal())
        Each.At->replaceAllUsesWith(Each.At->getArgOperand(0));
      Each.At->eraseFromParent();
    }
  return Changed || !Marks.empty();
}

} // namespace stet
