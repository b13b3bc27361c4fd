//===-- plugin/sema/diagnostics/Reporter.cpp - Gives the diagnostics ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/diagnostics/Reporter.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>
#include <set>

using namespace clang;

namespace stet {

/// Texts are arguments of one format each, so that names with a per cent sign in them
/// are harmless, and Clang knows few custom diagnostics.
static unsigned customID(DiagnosticsEngine &Diags, DiagnosticSeverity Severity) {
  return Severity == DiagnosticSeverity::Error
             ? Diags.getCustomDiagID(DiagnosticsEngine::Error, "%0 [%1]")
             : Diags.getCustomDiagID(DiagnosticsEngine::Warning, "%0 [%1]");
}

static std::string tagOf(Diagnostic D, bool IsUpgraded) {
  return ((IsUpgraded ? "-Werror,stet-" : "stet-") + infoOf(D).Name).str();
}

void giveError(DiagnosticsEngine &Diags, Diagnostic D, SourceLocation At, SourceRange Range,
               StringRef Text) {
  Diags.Report(At, customID(Diags, DiagnosticSeverity::Error)) << Text << tagOf(D, false) << Range;
}

bool Reporter::isSilencedAt(Diagnostic D, SourceLocation At) const {
  return Suppressed.cover(Diags.getSourceManager(), D, At) || Control.isIgnoredAt(Diags, D, At);
}

bool Reporter::isSilenced(const Finding &F) const {
  return isSilencedAt(F.Name, F.At) || llvm::any_of(F.Notes, [&](const FindingNote &Note) {
           return isSilencedAt(F.Name, Note.At);
         });
}

bool Reporter::give(const Finding &F) {
  const SourceManager &SM = Diags.getSourceManager();
  DiagnosticControl::Level Level = Control.levelAt(Diags, F.Name, F.At, F.Default);
  if (Level.Severity == DiagnosticSeverity::Ignored)
    return false;
  if (infoOf(F.Name).CanChange) {
    if (isSilenced(F))
      return false;
    if (Diags.getSuppressSystemWarnings() && F.At.isValid() &&
        SM.isInSystemHeader(SM.getExpansionLoc(F.At)))
      return false;
  }
  {
    DiagnosticBuilder Builder = Diags.Report(F.At, customID(Diags, Level.Severity));
    Builder << F.Text << tagOf(F.Name, Level.IsUpgraded) << F.Range;
    for (const FixItHint &Hint : F.FixIts)
      Builder << Hint;
  }
  unsigned NoteID = Diags.getCustomDiagID(DiagnosticsEngine::Note, "%0");
  for (const FindingNote &Note : F.Notes) {
    DiagnosticBuilder Builder = Diags.Report(Note.At, NoteID);
    Builder << Note.Text;
    for (const FixItHint &Hint : Note.FixIts)
      Builder << Hint;
  }
  return true;
}

void Reporter::give() {
  const SourceManager &SM = Diags.getSourceManager();
  std::vector<Finding> Found = std::exchange(Findings, {});
  std::vector<size_t> Order(Found.size());
  std::iota(Order.begin(), Order.end(), 0);
  llvm::sort(Order, [&](size_t A, size_t B) {
    SourceLocation AtA = Found[A].At, AtB = Found[B].At;
    if (AtA == AtB)
      return A < B;
    if (AtA.isInvalid() || AtB.isInvalid())
      return AtA.isInvalid();
    return SM.isBeforeInTranslationUnit(AtA, AtB);
  });
  std::set<std::tuple<Diagnostic, SourceLocation, StringRef>> Given;
  for (size_t Index : Order)
    // A finding that is silenced, by its notes perhaps, doesn't silence others of the place.
    if (const Finding &F = Found[Index]; !Given.count({F.Name, F.At, F.Text}) && give(F))
      Given.insert({F.Name, F.At, F.Text});
}

} // namespace stet
