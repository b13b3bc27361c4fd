//===-- plugin/lowering/InstrumentedBodies.cpp - Gives functions a body for transactions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/InstrumentedBodies.h"
#include "lowering/EntryTest.h"
#include "lowering/FunctionClone.h"
#include "lowering/InstrumentationPlan.h"
#include "lowering/LibraryReferences.h"
#include "lowering/MemoryWrites.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace stet {

/// A function of this module and its instrumented body.
using Bodies = MapVector<Function *, Function *>;

/// The copy of a function that another module defines must not be inlined by a later
/// link step: its body here has no snapshots.
static void forgetCopiesOfOtherModules(Module &M) {
  for (Function &F : M)
    if (F.hasAvailableExternallyLinkage() && !F.isDeclaration() && !memoryWrites(F).empty()) {
      F.deleteBody();
      F.setComdat(nullptr);
    }
}

static Bodies cloneBodies(const InstrumentationPlan &Plan) {
  Bodies Result;
  for (Function *F : Plan.functionsToClone())
    Result[F] = cloneForTransactions(*F);
  return Result;
}

static void redirect(CallBase &Call, const Bodies &Clones) {
  Function *Callee = Call.getCalledFunction();
  auto Clone = Callee ? Clones.find(Callee) : Clones.end();
  if (Clone != Clones.end() && !Callee->isInterposable())
    Call.setCalledFunction(Clone->second);
}

static void redirectCalls(const InstrumentationPlan &Plan, const Bodies &Clones) {
  for (const InstrumentationPlan::DirectCall &Inside : Plan.callsInside())
    redirect(*Inside.Call, Clones);
  for (auto [F, Tx] : Clones)
    for (Instruction &I : instructions(*Tx))
      if (auto *Call = dyn_cast<CallBase>(&I))
        redirect(*Call, Clones);
}

static void insertEntryTests(const InstrumentationPlan &Plan, const Bodies &Clones) {
  for (auto [F, Tx] : Clones)
    if (Plan.needsEntryTest(*F))
      insertEntryTest(*F, *Tx);
}

static void recordEntryModes(const InstrumentationPlan &Plan, Module &M) {
  for (Function &F : M)
    if (mayBeInstrumented(F) && entryMode(F) == Mode::Either)
      setEntryMode(F, Plan.entryModeOfOriginal(F));
}

/// A function that is only called in transactions needs one body.
static void dropBodiesWithoutCallers(Bodies &Clones) {
  auto HasNoCaller = [](const auto &FAndTx) {
    return FAndTx.first->hasLocalLinkage() && FAndTx.first->use_empty();
  };
  // The bodies dropped may have been the last callers of others.
  for (auto Unused = find_if(Clones, HasNoCaller); Unused != Clones.end();
       Unused = find_if(Clones, HasNoCaller)) {
    auto [F, Tx] = *Unused;
    Clones.erase(Unused);
    replaceByClone(*F, *Tx);
  }
}

PreservedAnalyses InstrumentedBodies::run(Module &M, ModuleAnalysisManager &) {
  if (isInstrumented(M))
    return PreservedAnalyses::all();
  forgetCopiesOfOtherModules(M);
  nameLibraryReferences(M);
  InstrumentationPlan Plan(M);
  Bodies Clones = cloneBodies(Plan);
  redirectCalls(Plan, Clones);
  insertEntryTests(Plan, Clones);
  recordEntryModes(Plan, M);
  dropBodiesWithoutCallers(Clones);
  return PreservedAnalyses::none();
}

} // namespace stet
