//===-- tools/check/Findings.cpp - Which functions write unseen ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "check/Findings.h"
#include "check/KnownLibraries.h"
#include "check/Mixtures.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include <map>
#include <optional>
#include <set>

using namespace llvm;

namespace stet {

bool Findings::areThereFunctions() const {
  return any_of(Units, [](const UnitFindings &U) { return !U.Functions.empty(); });
}

namespace {

/// A function that was not compiled with the plugin and is not known otherwise.
struct Suspect {
  unsigned InUnit;
  const Function *Which;
  std::optional<Finding> Verdict;
};

class Search {
public:
  Search(const std::vector<Unit> &Units, bool IsWholeProgram)
      : Units(Units), IsWholeProgram(IsWholeProgram) {}

  std::vector<UnitFindings> run() {
    collectNames();
    collectSuspects();
    judgeReferences();
    judgeCopies();
    judgeLinkedFiles();
    followCalls();
    if (!IsWholeProgram)
      judgeUnreferred();
    return result();
  }

private:
  // -- Suspects ----------------------------------------------------------------------

  void collectNames() {
    for (const Unit &U : Units) {
      for (const std::string &Name : U.PureFunctions)
        Pure.insert(Name);
      for (const Function &F : U.Functions)
        if (F.IsInstrumented)
          Instrumented.insert(F.Name);
        else if (isKnownUnit(U))
          OfKnownUnits.insert(F.Name);
    }
  }

  bool hasInstrumentedCopy(StringRef Name) const {
    return Instrumented.contains(Name) || Instrumented.contains((Name + ".tx").str());
  }

  /// The code generator may move seldom executed parts of a function away.
  bool isPartOfInstrumented(StringRef Name) const {
    return Name.consume_back(".cold") && Instrumented.contains(Name);
  }

  /// Inline functions of the C++ library are compiled with whatever uses them.
  bool isOfKnownLibrary(const Unit &U, StringRef Name) const {
    bool IsLinkedIn = U.Kind == Unit::Linked && OfKnownUnits.contains(Name);
    return (IsLinkedIn || isCxxLibraryName(Name)) && !hasInstrumentedCopy(Name);
  }

  bool isHarmless(const Unit &U, const Function &F) const {
    if (F.Name.empty())
      return false;
    return F.IsInstrumented || F.Name == "main" || Pure.contains(F.Name) ||
           isKnownFunction(F.Name) || isPartOfInstrumented(F.Name) || isOfKnownLibrary(U, F.Name);
  }

  using Place = std::pair<uint32_t, uint64_t>;
  static Place placeOf(const Function &F) { return {F.Section, F.Address}; }

  void collectSuspects() {
    for (unsigned U = 0; U < Units.size(); ++U) {
      if (isKnownUnit(Units[U]))
        continue;
      // One function can have several names; when one of them is known, it is.
      std::set<Place> Harmless;
      for (const Function &F : Units[U].Functions)
        if (isHarmless(Units[U], F))
          Harmless.insert(placeOf(F));
      for (unsigned Number = 0; Number < Units[U].Functions.size(); ++Number)
        if (!Harmless.count(placeOf(Units[U].Functions[Number])))
          addSuspect(U, Number);
    }
  }

  void addSuspect(unsigned U, unsigned Number) {
    const Function &F = Units[U].Functions[Number];
    if (F.Scope != Function::Local)
      ByName[F.Name].push_back(Suspects.size());
    ByNumber[{U, Number}] = Suspects.size();
    Suspects.push_back({U, &F, std::nullopt});
  }

  // -- Verdicts ----------------------------------------------------------------------

  void judge(Suspect &S, Reason Why, StringRef Caller = "", StringRef CallersUnit = "") {
    if (S.Verdict && S.Verdict->Why <= Why)
      return;
    S.Verdict = Finding{.Why = Why,
                        .Function = S.Which->Name,
                        .Address = S.Which->Address,
                        .Caller = Caller.str(),
                        .CallersUnit = CallersUnit.str()};
  }

  template <class Action> void forEachTarget(unsigned U, const Reference &R, Action Do) {
    if (R.Target) {
      if (auto S = ByNumber.find({U, *R.Target}); S != ByNumber.end())
        Do(Suspects[S->second]);
    } else if (auto Named = ByName.find(R.Name); Named != ByName.end()) {
      for (unsigned Number : Named->second)
        Do(Suspects[Number]);
    }
  }

  static bool hasInstrumentedCode(const Unit &U) {
    return any_of(U.Functions, [](const Function &F) { return F.IsInstrumented; });
  }

  /// Of a linked file it is known only that it refers to a function.
  static bool isFromInstrumentedCode(const Unit &U, const Reference &R) {
    if (U.Kind == Unit::Linked)
      return hasInstrumentedCode(U);
    return R.From && U.Functions[*R.From].IsInstrumented;
  }

  void judgeReferences() {
    for (unsigned U = 0; U < Units.size(); ++U) {
      const Unit &From = Units[U];
      if (isKnownUnit(From))
        continue;
      for (const Reference &R : From.References) {
        bool IsCalled = R.Kind == Reference::Call && isFromInstrumentedCode(From, R);
        if (!IsCalled && R.Kind == Reference::Call)
          continue;
        StringRef Caller = R.From && IsCalled ? StringRef(From.Functions[*R.From].Name) : "";
        StringRef CallersUnit = IsCalled ? StringRef(From.Name) : "";
        forEachTarget(U, R, [&](Suspect &S) {
          judge(S, IsCalled ? Reason::Called : Reason::ByAddress, Caller, CallersUnit);
        });
      }
    }
  }

  void judgeCopies() {
    for (Suspect &S : Suspects)
      if (S.Which->IsReplaceable && hasInstrumentedCopy(S.Which->Name))
        judge(S, Reason::OtherCopy);
  }

  void judgeLinkedFiles() {
    for (Suspect &S : Suspects)
      if (Units[S.InUnit].Kind == Unit::Linked && hasInstrumentedCode(Units[S.InUnit]))
        judge(S, Reason::SameFile);
  }

  /// What a suspect calls that may be called itself. A linked file does not tell which of
  /// its functions calls what.
  void followCalls() {
    using Caller = std::pair<unsigned, Place>;
    std::map<Caller, std::vector<const Reference *>> Calls;
    for (unsigned U = 0; U < Units.size(); ++U)
      for (const Reference &R : Units[U].References)
        if (R.Kind == Reference::Call)
          Calls[{U, R.From ? placeOf(Units[U].Functions[*R.From]) : Place()}].push_back(&R);

    std::set<unsigned> Followed;
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (unsigned Number = 0; Number < Suspects.size(); ++Number) {
        const Suspect S = Suspects[Number];
        if (!S.Verdict || !Followed.insert(Number).second)
          continue;
        Changed = true;
        const Unit &Of = Units[S.InUnit];
        Place From = Of.Kind == Unit::Linked ? Place() : placeOf(*S.Which);
        for (const Reference *R : Calls[{S.InUnit, From}])
          forEachTarget(S.InUnit, *R, [&](Suspect &Callee) {
            judge(Callee, Reason::Reached, S.Which->Name, Of.Name);
          });
      }
    }
  }

  void judgeUnreferred() {
    for (Suspect &S : Suspects) {
      auto LeastScope =
          Units[S.InUnit].Kind == Unit::Linked ? Function::Exported : Function::Program;
      if (S.Which->Scope >= LeastScope)
        judge(S, Reason::Unreferred);
    }
  }

  // -- Result ------------------------------------------------------------------------

  std::vector<UnitFindings> result() {
    std::vector<UnitFindings> Result;
    for (unsigned U = 0; U < Units.size(); ++U) {
      UnitFindings Found{&Units[U], findingsOf(U)};
      bool IsUnmarked = !Units[U].isMarked() && Units[U].HasCode && !isKnownUnit(Units[U]);
      if (IsUnmarked || !Found.Functions.empty())
        Result.push_back(std::move(Found));
    }
    return Result;
  }

  std::vector<Finding> findingsOf(unsigned U) const {
    std::map<Place, Finding> OfPlace;
    for (const Suspect &S : Suspects) {
      if (S.InUnit != U || !S.Verdict)
        continue;
      auto [Known, IsNew] = OfPlace.try_emplace(placeOf(*S.Which), *S.Verdict);
      if (!IsNew && S.Verdict->Why < Known->second.Why)
        Known->second = *S.Verdict;
    }
    std::multimap<Reason, Finding> ByReason;
    for (const auto &[Where, Found] : OfPlace)
      ByReason.insert({Found.Why, Found});
    std::vector<Finding> Result;
    for (auto &[Why, Found] : ByReason)
      Result.push_back(std::move(Found));
    return Result;
  }

  const std::vector<Unit> &Units;
  const bool IsWholeProgram;
  StringSet<> Pure, Instrumented, OfKnownUnits;
  std::vector<Suspect> Suspects;
  StringMap<std::vector<unsigned>> ByName;                    ///< suspects that others see
  std::map<std::pair<unsigned, unsigned>, unsigned> ByNumber; ///< by unit and function
};

} // namespace

static std::vector<std::string> missingLibraries(const std::vector<Unit> &Units) {
  StringSet<> Given;
  for (const Unit &U : Units) {
    Given.insert(U.SharedName);
    Given.insert(sys::path::filename(U.Name));
  }
  std::set<std::string> Missing;
  for (const Unit &U : Units)
    if (!isKnownUnit(U))
      for (const std::string &Name : U.Needed)
        if (!Given.contains(Name) && !isKnownLibrary(Name))
          Missing.insert(Name);
  return {Missing.begin(), Missing.end()};
}

Findings findUninstrumented(const std::vector<Unit> &Units, bool IsWholeProgram) {
  return {.Units = Search(Units, IsWholeProgram).run(),
          .Mixtures = findMixtures(Units),
          .MissingLibraries = missingLibraries(Units)};
}

} // namespace stet
