//===-- plugin/lowering/UntrueAttributes.cpp - Attributes that instrumentation makes untrue ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/UntrueAttributes.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/AttributeMask.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Instruction.h"

using namespace llvm;

namespace stet {

/// By name: not every version of LLVM has all of them.
static AttributeMask maskOf(ArrayRef<StringRef> Names) {
  AttributeMask Mask;
  for (StringRef Name : Names)
    if (Attribute::AttrKind Kind = Attribute::getAttrKindFromName(Name); Kind != Attribute::None)
      Mask.addAttribute(Kind);
  return Mask;
}

static AttributeMask untrueOfFunctions() {
  return maskOf(
      {"memory", "nosync", "nofree", "willreturn", "norecurse", "nocallback", "speculatable"});
}

static AttributeMask untrueOfArguments() {
  return maskOf({"readnone", "readonly", "writeonly", "initializes", "captures", "nocapture",
                 "nofree", "noalias"});
}

using Functions = SmallSetVector<Function *, 16>;

static void addFunctionsThatUse(const Value *V, Functions &Result) {
  if (!V)
    return;
  for (const User *U : V->users())
    if (auto *I = dyn_cast<Instruction>(U))
      Result.insert(const_cast<Function *>(I->getFunction()));
    else if (isa<ConstantExpr>(U))
      addFunctionsThatUse(U, Result);
}

static Functions functionsThatReachTheRuntime(Module &M) {
  Functions Result;
  for (StringRef Name :
       {"stet_snapshot", "stet_snapshot_unfenced", "stet_exchange_begin", "stet_thread_mode"})
    addFunctionsThatUse(M.getNamedValue(Name), Result);
  for (Function &F : M)
    if (F.getName().starts_with("stet_library_"))
      addFunctionsThatUse(&F, Result);
  for (size_t Next = 0; Next != Result.size(); ++Next) // grows while we look
    addFunctionsThatUse(Result[Next], Result);
  return Result;
}

/// A function and a call have their attributes by the same names.
template <class FunctionOrCall> static void drop(FunctionOrCall &Target, unsigned ArgumentCount) {
  static const AttributeMask OfFunctions = untrueOfFunctions();
  static const AttributeMask OfArguments = untrueOfArguments();
  LLVMContext &C = Target.getContext();
  AttributeList Attributes = Target.getAttributes().removeFnAttributes(C, OfFunctions);
  for (unsigned Number = 0; Number != ArgumentCount; ++Number)
    Attributes = Attributes.removeParamAttributes(C, Number, OfArguments);
  Target.setAttributes(Attributes);
}

void dropUntrueAttributes(Module &M) {
  for (Function *F : functionsThatReachTheRuntime(M)) {
    drop(*F, F->arg_size());
    for (User *U : F->users())
      if (auto *Call = dyn_cast<CallBase>(U); Call && Call->getCalledOperand() == F)
        drop(*Call, Call->arg_size());
  }
}

} // namespace stet
