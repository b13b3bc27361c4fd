//===-- plugin/sema/checks/PersistentWriteCheck.cpp - Writes outside transactions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/PersistentWriteCheck.h"

#include "sema/PoolAllocation.h"
#include "sema/StorageClass.h"
#include "sema/checks/CallChain.h"
#include "sema/effects/FunctionFacts.h"
#include "sema/effects/Handles.h"
#include "sema/effects/UnseenWrites.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include <deque>
#include <map>
#include <set>
#include <tuple>

using namespace clang;

namespace stet {
namespace {

/// Follows the calls from main() that happen outside every block, the shortest way first.
class OutsideWalk {
public:
  OutsideWalk(TranslationUnit &Unit, PlaceFinder &Places)
      : Unit(Unit), SM(Unit.C.getSourceManager()), Places(Places) {}

  void walkFrom(const FunctionDecl *Main) {
    enter({Main, {}, {}});
    while (!Pending.empty()) {
      Visit Next = std::move(Pending.front());
      Pending.pop_front();
      look(Next);
    }
  }

private:
  /// A function that is called without a transaction, with what its arguments lead to.
  struct Visit {
    const FunctionDecl *Function;
    SmallVector<Place, 4> Arguments;
    SmallVector<Effect::Step, 4> Chain;
  };

  const FunctionFacts &factsOf(const FunctionDecl *Function) {
    auto [Entry, IsNew] = Known.try_emplace(Function);
    if (IsNew)
      Entry->second = factsOutsideBlocks(Places, Function);
    return Entry->second;
  }

  /// Whether it is handed a lambda, or another object that can be called.
  bool takesCode(const FunctionDecl *Function) const {
    return llvm::any_of(Function->parameters(), [this](const ParmVarDecl *Parameter) {
      const FunctionDecl *Code = callOperatorOf(Parameter->getType().getNonReferenceType());
      return Code && !isForeign(SM, Code->getLocation());
    });
  }

  /// Members that the compiler defines stand nowhere: each call of the user's own counts.
  static unsigned callerOf(const Visit &V) {
    if (!V.Function->isImplicit())
      return 0;
    size_t Last = V.Chain.size();
    while (Last > 1 && V.Chain[Last - 2].Callee->isImplicit())
      --Last;
    return Last ? V.Chain[Last - 1].At.getRawEncoding() : 0;
  }

  /// What counts of an argument: that it is persistent, or which function it is.
  using Relevant = std::pair<bool, const FunctionDecl *>;

  /// Each function once for each set of arguments.
  void enter(Visit V) {
    std::vector<Relevant> Arguments;
    for (Place P : V.Arguments)
      Arguments.emplace_back(P.What == Place::Persistent,
                             P.What == Place::Code ? P.Function : nullptr);
    // The library's functions change what is persistent only through their arguments.
    if (isForeign(SM, V.Function->getLocation()) && !takesCode(V.Function) &&
        llvm::all_of(Arguments, [](Relevant R) { return R == Relevant(); }))
      return;
    if (Entered.insert({V.Function, std::move(Arguments), callerOf(V)}).second)
      Pending.push_back(std::move(V));
  }

  void look(const Visit &V) {
    const FunctionFacts &Facts = factsOf(V.Function);
    // Who asks whether there is a transaction knows what to do without one.
    for (const CallFact &Call : Facts.Calls)
      if (Call.Callee->getIdentifier() && Call.Callee->getName() == "stet_in_transaction")
        return;
    for (const WriteFact &Write : Facts.Writes)
      if (PlaceFinder::atCaller(Write.Where, V.Arguments).What == Place::Persistent)
        report(V, Write.At,
               "persistent memory is changed outside every transaction: a crash may leave it "
               "half changed");
    // A new thread begins outside every transaction, too.
    for (const ThreadFact &Thread : Facts.Threads)
      enter(V, PlaceFinder::atCaller(Thread.Function, V.Arguments), Thread.At, {});
    for (const CallFact &Call : Facts.Calls)
      follow(V, Call);
    for (const IndirectFact &Call : Facts.Indirect)
      enter(V, PlaceFinder::atCaller(Call.Callee, V.Arguments), Call.At, Call.Arguments);
  }

  void follow(const Visit &V, const CallFact &Call) {
    if (Call.IsVirtual)
      return;
    if (allocatesInPool(Call.Callee))
      report(V, Call.At,
             "'new' allocates persistent memory outside every transaction, which fails: a crash "
             "would lose it");
    if (releasesInPool(Call.Callee))
      report(V, Call.At,
             "'delete' frees persistent memory outside every transaction, which fails: a crash "
             "could leave pointers to it");
    StringRef Name = cLibraryName(Call.Callee);
    if (Name == "stet_free")
      report(V, Call.At,
             "'stet_free' is called outside every transaction, where it fails: a crash could leave "
             "pointers to what is gone");
    if (llvm::is_contained({"stet_malloc", "stet_calloc", "stet_realloc"}, Name))
      report(V, Call.At,
             ("'" + Name +
              "' is called outside every transaction, where it fails: a crash would "
              "lose persistent memory")
                 .str());
    enter(V, Call.Callee, Call.At, Call.Arguments);
  }

  void enter(const Visit &V, Place Callee, SourceLocation At, ArrayRef<Place> Arguments) {
    if (Callee.What == Place::Code)
      enter(V, Callee.Function, At, Arguments);
  }

  void enter(const Visit &V, const FunctionDecl *Callee, SourceLocation At,
             ArrayRef<Place> Arguments) {
    const FunctionDecl *Definition = nullptr;
    if (!Callee->hasBody(Definition) || Definition->isDependentContext() ||
        isTransactionPure(Definition))
      return;
    Visit Next{Definition, {}, V.Chain};
    for (Place Argument : Arguments)
      Next.Arguments.push_back(PlaceFinder::atCaller(Argument, V.Arguments));
    Next.Chain.push_back({At, Definition});
    enter(std::move(Next));
  }

  /// The message stands at the last place on the way that is the user's own.
  void report(const Visit &V, SourceLocation At, StringRef Text) {
    SmallVector<Effect::Step, 4> Chain = V.Chain;
    // Members that the compiler defines stand nowhere.
    while (!Chain.empty() && (isForeign(SM, At) || Chain.back().Callee->isImplicit()))
      At = Chain.pop_back_val().At;
    Finding F{Diagnostic::PersistentWrite, At, Text.str(), At};
    for (const Effect::Step &Step : llvm::reverse(Chain))
      if (!isForeign(SM, Step.At))
        F.Notes.push_back(
            {Step.At, calleeName(Step.Callee) + " is called outside every transaction here", {}});
    Unit.Report.report(std::move(F));
  }

  TranslationUnit &Unit;
  const SourceManager &SM;
  PlaceFinder &Places;
  std::map<const FunctionDecl *, FunctionFacts> Known;
  std::set<std::tuple<const FunctionDecl *, std::vector<Relevant>, unsigned>> Entered;
  std::deque<Visit> Pending;
};

} // namespace

void checkPersistentWrites(TranslationUnit &Unit, PlaceFinder &Places) {
  for (const FunctionDecl *Function : Unit.Functions)
    if (Function->isMain())
      OutsideWalk(Unit, Places).walkFrom(Function);
}

} // namespace stet
