//===-- plugin/lowering/InstrumentationPlan.cpp - Which functions get a second body ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lowering/InstrumentationPlan.h"
#include "lowering/FunctionClone.h"
#include "lowering/MemoryWrites.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace stet {

static constexpr StringLiteral InstrumentedFlag = "stet.instrumented";

bool isInstrumented(const Module &M) { return M.getModuleFlag(InstrumentedFlag); }

void markInstrumented(Module &M) { M.addModuleFlag(Module::Max, InstrumentedFlag, 1); }

bool isTransactionPure(const Function &F) { return F.hasFnAttribute(TransactionPureAttribute); }

bool mayBeInstrumented(const Function &F) {
  return !F.isDeclaration() && !F.hasAvailableExternallyLinkage() && !F.isPresplitCoroutine() &&
         !F.hasFnAttribute(Attribute::Naked);
}

/// Runs before relocation is complete; thread-locals may not be there yet.
static bool resolvesAnIFunc(const Function &F) {
  return any_of(F.getParent()->ifuncs(),
                [&](const GlobalIFunc &IFunc) { return IFunc.getResolverFunction() == &F; });
}

static bool isInterruptHandler(const Function &F) {
  return F.getCallingConv() == CallingConv::X86_INTR;
}

InstrumentationPlan::InstrumentationPlan(Module &M) {
  for (Function &F : M)
    if (mayBeInstrumented(F))
      summarise(F);
  for (auto &[F, S] : Summaries)
    S.AllCallersKnown = areAllCallersKnown(*F);
  findFunctionsThatNeedABody();
  findFunctionsThatNeedATest();
  findDemandedBodies();
}

void InstrumentationPlan::summarise(Function &F) {
  Summary &S = Summaries[&F];
  TransactionMode Modes(F);
  bool HasKnownMode = entryMode(F) != Mode::Either;
  S.CanBeCloned = !HasKnownMode && !isTransactionPure(F) && !resolvesAnIFunc(F) &&
                  !isInterruptHandler(F) && canClone(F);
  S.WritesOutsideBlocks = any_of(memoryWrites(F), [&](const MemoryAccess &Access) {
    return Access.Kind != MemoryAccess::Opaque &&
           Modes.before(*Access.Where, Mode::Outside) != Mode::Inside;
  });
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I))
      if (Function *Callee = Call->getCalledFunction(); Callee && mayBeInstrumented(*Callee))
        S.Calls.push_back({Call, Callee, Modes.before(*Call, Mode::Outside)});
}

bool InstrumentationPlan::areAllCallersKnown(const Function &F) const {
  return F.hasLocalLinkage() && all_of(F.uses(), [&](const Use &U) {
           if (isa<BlockAddress>(U.getUser()))
             return true;
           auto *Call = dyn_cast<CallBase>(U.getUser());
           return Call && Call->isCallee(&U) && Call->getCalledFunction() == &F &&
                  Summaries.count(Call->getFunction());
         });
}

void InstrumentationPlan::findFunctionsThatNeedABody() {
  auto NeedsBody = [&](const Summary &S) {
    return S.WritesOutsideBlocks || any_of(S.Calls, [&](const DirectCall &Call) {
             const Summary &Callee = Summaries.find(Call.Callee)->second;
             return Call.WhenOutside != Mode::Inside && Callee.NeedsBody && Callee.AllCallersKnown;
           });
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    // Callees tend to come before their callers in a module.
    for (auto &[F, S] : Summaries)
      if (S.CanBeCloned && !S.NeedsBody && NeedsBody(S))
        S.NeedsBody = Changed = true;
  }
}

Mode InstrumentationPlan::entryModeOfOriginal(const Function &F) const {
  auto S = Summaries.find(&F);
  return S != Summaries.end() && S->second.NeedsBody ? Mode::Outside : Mode::Either;
}

Mode InstrumentationPlan::modeOf(const DirectCall &Call, const Function &Caller) const {
  return Call.WhenOutside == Mode::Outside ? entryModeOfOriginal(Caller) : Call.WhenOutside;
}

void InstrumentationPlan::findFunctionsThatNeedATest() {
  for (auto &[F, S] : Summaries)
    S.NeedsTest = S.NeedsBody && !S.AllCallersKnown;
  for (auto &[F, S] : Summaries)
    for (const DirectCall &Call : S.Calls)
      if (modeOf(Call, *F) == Mode::Either) {
        Summary &Callee = Summaries.find(Call.Callee)->second;
        Callee.NeedsTest = Callee.NeedsBody;
      }
}

void InstrumentationPlan::findDemandedBodies() {
  SmallVector<Summary *, 16> Work;
  auto Demand = [&](const Function &F) {
    Summary &S = Summaries.find(&F)->second;
    if (S.NeedsBody && !S.IsDemanded) {
      S.IsDemanded = true;
      Work.push_back(&S);
    }
  };
  for (auto &[F, S] : Summaries)
    if (S.NeedsTest)
      Demand(*F);
  for (const DirectCall &Call : callsInside())
    Demand(*Call.Callee);
  while (!Work.empty())
    for (const DirectCall &Call : Work.pop_back_val()->Calls)
      if (!Call.Callee->isInterposable())
        Demand(*Call.Callee);
}

std::vector<Function *> InstrumentationPlan::functionsToClone() const {
  std::vector<Function *> Result;
  for (auto &[F, S] : Summaries)
    if (S.IsDemanded)
      Result.push_back(const_cast<Function *>(F));
  return Result;
}

bool InstrumentationPlan::needsEntryTest(const Function &F) const {
  auto S = Summaries.find(&F);
  return S != Summaries.end() && S->second.NeedsTest;
}

std::vector<InstrumentationPlan::DirectCall> InstrumentationPlan::callsInside() const {
  std::vector<DirectCall> Result;
  for (auto &[F, S] : Summaries)
    for (const DirectCall &Call : S.Calls)
      if (Call.WhenOutside == Mode::Inside && !Call.Callee->isInterposable())
        Result.push_back(Call);
  return Result;
}

} // namespace stet
