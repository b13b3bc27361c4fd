//===-- plugin/sema/effects/Effects.cpp - What functions do to what lies outside them ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/Effects.h"

#include "sema/StorageClass.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace clang;

namespace stet {

/// A function that changes more objects than this is not looked at more closely.
static constexpr size_t MaximumEffects = 64;

/// Functions that are passed on and on are followed no further than this.
static constexpr size_t MaximumChain = 32;

static const FunctionDecl *definitionOf(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  if (!Function->hasBody(Definition) || Definition->isDependentContext() ||
      isTransactionPure(Function))
    return nullptr;
  return Definition;
}

/// Whether the place is one of the function's own objects, which end with its call.
static bool isOwn(const FunctionDecl *Function, Place P) {
  if (P.What != Place::Variable && P.What != Place::Pointee)
    return false;
  return P.Root->hasLocalStorage() && P.Root->getDeclContext() == Function;
}

/// The diagnostic that may speak of the effect.
static Diagnostic diagnosticOf(Effect::Kind Kind) {
  switch (Kind) {
  case Effect::Write:
    return Diagnostic::VolatileWrite;
  case Effect::UnsafeCall:
    return Diagnostic::UnsafeCall;
  case Effect::IrrevocableCall:
    return Diagnostic::IrrevocableCall;
  case Effect::UnseenWrite:
    return Diagnostic::UninstrumentedCall;
  case Effect::IndirectCall:
    break;
  }
  llvm_unreachable("an effect of no kind");
}

/// What the facts say without looking into the callees.
static std::vector<Effect> ownEffects(const FunctionFacts &Facts) {
  std::vector<Effect> Found;
  for (const WriteFact &Fact : Facts.Writes)
    Found.push_back({Effect::Write, Fact.Where, nullptr, Fact.At, {}});
  for (const CallFact &Call : Facts.Calls)
    if (isTransactionUnsafe(Call.Callee))
      Found.push_back({Effect::UnsafeCall, {}, Call.Callee, Call.At, {}});
  for (const IrrevocableFact &Fact : Facts.Irrevocable)
    if (!isTransactionPure(Fact.Callee))
      Found.push_back({Effect::IrrevocableCall, {}, Fact.Callee, Fact.At, {}, Fact.What});
  for (const UnseenFact &Fact : Facts.Unseen)
    Found.push_back({Effect::UnseenWrite, Fact.Where, Fact.Callee, Fact.At, {}});
  for (const IndirectFact &Fact : Facts.Indirect)
    Found.push_back({Effect::IndirectCall,
                     Fact.Callee,
                     nullptr,
                     Fact.At,
                     {},
                     Irrevocable::No,
                     {Fact.Arguments.begin(), Fact.Arguments.end()}});
  return Found;
}

static bool isKnownObject(Place P) {
  return P.What == Place::Variable || P.What == Place::Pointee || P.What == Place::Parameter ||
         P.What == Place::Enclosing;
}

/// A place of the callee as its caller `In` sees it.
static Place seenFrom(const FunctionDecl *In, Place P, ArrayRef<Place> Arguments) {
  P = PlaceFinder::atCaller(P, Arguments);
  if (P.What == Place::Enclosing && In && P.Function->getCanonicalDecl() == In->getCanonicalDecl())
    return {Place::Parameter, nullptr, 0, nullptr, P.IsExempt};
  return P;
}

/// Notes the effect down. In the summary of a function (`In`) each object counts once.
void Effects::add(std::vector<Effect> &Found, const FunctionDecl *In, Effect E) const {
  if (E.What == Effect::Write && (!isKnownObject(E.Where) || (In && isOwn(In, E.Where))))
    return;
  if (E.What == Effect::IndirectCall && (!In || E.Where.What != Place::Parameter))
    return;
  if (E.What == Effect::UnseenWrite && E.Where.What != Place::Persistent &&
      E.Where.What != Place::Parameter)
    return;
  bool Known = In && (Found.size() >= MaximumEffects || llvm::any_of(Found, [&](const Effect &F) {
                        return F.What == E.What && F.Where == E.Where && F.Callee == E.Callee;
                      }));
  if (!Known)
    Found.push_back(std::move(E));
}

std::vector<Effect> Effects::through(const FunctionDecl *In, const CallFact &Call) const {
  std::vector<Effect> Found;
  const FunctionDecl *Definition = Call.IsVirtual ? nullptr : definitionOf(Call.Callee);
  auto Known = Definition ? Summaries.find(Definition) : Summaries.end();
  if (Known == Summaries.end())
    return Found;
  for (Effect E : Known->second->Found) {
    // What a function does before it ends the program is no part of the transaction. What a
    // destructor unlocks was locked before.
    if (E.What == Effect::IrrevocableCall &&
        (Definition->isNoReturn() ||
         (E.Outside == Irrevocable::Lock && isa<CXXDestructorDecl>(Definition))))
      continue;
    E.Where = seenFrom(In, E.Where, Call.Arguments);
    for (Place &Argument : E.Arguments)
      Argument = seenFrom(In, Argument, Call.Arguments);
    E.Chain.insert(E.Chain.begin(), {Call.At, Definition});
    if (E.What == Effect::IndirectCall && E.Where.What == Place::Code)
      follow(E, Found);
    else if (E.What == Effect::IndirectCall || !Report.isSilencedAt(diagnosticOf(E.What), Call.At))
      Found.push_back(std::move(E));
  }
  return Found;
}

/// Adds what the function does that the indirect call turns out to call.
void Effects::follow(const Effect &Indirect, std::vector<Effect> &Found) const {
  const FunctionDecl *Callee = Indirect.Where.Function;
  auto IsSilenced = [&](Diagnostic D) {
    return Report.isSilencedAt(D, Indirect.At) ||
           llvm::any_of(Indirect.Chain,
                        [&](const Effect::Step &S) { return Report.isSilencedAt(D, S.At); });
  };
  if (isTransactionUnsafe(Callee) && !IsSilenced(Diagnostic::UnsafeCall))
    Found.push_back({Effect::UnsafeCall, {}, Callee, Indirect.At, Indirect.Chain});
  if (Indirect.Chain.size() > MaximumChain)
    return;
  for (Effect &E :
       through(nullptr,
               {Callee, Indirect.At, {Indirect.Arguments.begin(), Indirect.Arguments.end()}})) {
    if (E.What != Effect::IndirectCall && IsSilenced(diagnosticOf(E.What)))
      continue;
    E.Chain.insert(E.Chain.begin(), Indirect.Chain.begin(), Indirect.Chain.end());
    Found.push_back(std::move(E));
  }
}

/// Adds to the summary what the callees are known to do by now. Returns whether that was
/// anything new.
bool Effects::extend(const FunctionDecl *Function, Summary &S) {
  size_t Before = S.Found.size();
  for (const CallFact &Call : S.Facts.Calls)
    for (Effect &E : through(Function, Call))
      add(S.Found, Function, std::move(E));
  return S.Found.size() != Before;
}

/// The functions that a call may execute: its callee, and those that it passes on.
static SmallVector<const FunctionDecl *, 4> functionsOf(const CallFact &Call) {
  SmallVector<const FunctionDecl *, 4> Functions;
  if (!Call.IsVirtual)
    Functions.push_back(Call.Callee);
  for (Place Argument : Call.Arguments)
    if (Argument.What == Place::Code)
      Functions.push_back(Argument.Function);
  return Functions;
}

/// Notes down what the function and all that it reaches do themselves.
void Effects::discover(const FunctionDecl *Function, SmallVectorImpl<const FunctionDecl *> &New) {
  SmallVector<const FunctionDecl *, 16> Pending{Function};
  while (!Pending.empty()) {
    const FunctionDecl *Next = definitionOf(Pending.pop_back_val());
    if (!Next)
      continue;
    auto [Entry, IsNew] = Summaries.try_emplace(Next);
    if (!IsNew)
      continue;
    Entry->second = std::make_unique<Summary>();
    Summary &S = *Entry->second;
    S.Facts = factsOf(Places, Next);
    New.push_back(Next);
    for (Effect &E : ownEffects(S.Facts))
      if (E.What == Effect::IndirectCall || !Report.isSilencedAt(diagnosticOf(E.What), E.At))
        add(S.Found, Next, std::move(E));
    for (const CallFact &Call : S.Facts.Calls)
      Pending.append(functionsOf(Call));
  }
}

ArrayRef<Effect> Effects::of(const FunctionDecl *Function) {
  SmallVector<const FunctionDecl *, 16> New;
  discover(Function, New);
  // Callees were found after their callers: backwards is mostly from the leaves up.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const FunctionDecl *F : llvm::reverse(New))
      Changed |= extend(F, *Summaries[F]);
  }
  const FunctionDecl *Definition = definitionOf(Function);
  return Definition ? ArrayRef<Effect>(Summaries[Definition]->Found) : ArrayRef<Effect>();
}

std::vector<Effect> Effects::of(const FunctionDecl *In, const Stmt *Statement) {
  FunctionFacts Facts = factsOf(Places, In, Statement);
  std::vector<Effect> Found;
  for (Effect &E : ownEffects(Facts))
    add(Found, nullptr, std::move(E));
  for (const CallFact &Call : Facts.Calls) {
    for (const FunctionDecl *Function : functionsOf(Call))
      (void)of(Function);
    for (Effect &E : through(In, Call))
      add(Found, nullptr, std::move(E));
  }
  return Found;
}

} // namespace stet
