//===-- plugin/sema/diagnostics/Control.cpp - Which diagnostics are given, and how loudly ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/diagnostics/Control.h"

#include "clang/Basic/DiagnosticSema.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace stet {

DiagnosticControl::DiagnosticControl() : Settings(allDiagnostics().size()) {}

std::string DiagnosticControl::readName(StringRef Argument, StringRef Name, Setting **Found) {
  std::optional<Diagnostic> D = findDiagnostic(Name);
  if (!D)
    return ("unknown diagnostic '" + Name + "' in argument '" + Argument + "'").str() +
           suggestDiagnostic(Name);
  if (!infoOf(*D).CanChange)
    return ("'" + Name + "' is always an error and can't be changed by '" + Argument + "'").str();
  *Found = &Settings[static_cast<unsigned>(*D)];
  return "";
}

std::string DiagnosticControl::readArgument(StringRef Argument) {
  StringRef Rest = Argument;
  Rest.consume_front("W");
  bool No = Rest.consume_front("no-");
  if (Rest == "everything") {
    Nothing = No;
    return "";
  }
  if (Rest == "error") {
    AllErrors = !No;
    return "";
  }
  bool Error = Rest.consume_front("error=");
  Setting *S = nullptr;
  std::string Wrong = readName(Argument, Rest, &S);
  if (!S)
    return Wrong;
  if (!Error)
    S->Severity = No ? DiagnosticSeverity::Ignored : DiagnosticSeverity::Warning;
  else if (!No)
    S->Severity = DiagnosticSeverity::Error;
  else if (S->Severity == DiagnosticSeverity::Error)
    S->Severity = DiagnosticSeverity::Warning;
  if (Error)
    S->NeverError = No;
  return "";
}

void DiagnosticControl::push() {
  Pushed.push_back(Changes.empty() ? Pragmas(Settings.size()) : Changes.back().State);
}

bool DiagnosticControl::pop(SourceLocation At) {
  if (Pushed.empty())
    return false;
  Changes.push_back({At, std::move(Pushed.back())});
  Pushed.pop_back();
  return true;
}

void DiagnosticControl::setFrom(SourceLocation At, Diagnostic D, DiagnosticSeverity Severity) {
  Pragmas State = Changes.empty() ? Pragmas(Settings.size()) : Changes.back().State;
  State[static_cast<unsigned>(D)] = Severity;
  Changes.push_back({At, std::move(State)});
}

std::optional<DiagnosticSeverity> DiagnosticControl::pragmaAt(const SourceManager &SM, Diagnostic D,
                                                              SourceLocation At) const {
  if (At.isInvalid())
    return std::nullopt;
  At = SM.getExpansionLoc(At);
  auto After = llvm::partition_point(Changes, [&](const Change &C) {
    return SM.isBeforeInTranslationUnit(SM.getExpansionLoc(C.From), At);
  });
  if (After == Changes.begin())
    return std::nullopt;
  return std::prev(After)->State[static_cast<unsigned>(D)];
}

/// Whether -Wno-everything, or its pragma, is in force. Clang keeps that for each of its
/// own diagnostics and not for those of plugins, so one of them stands for ours: a
/// warning that is on by default and in no group, so that nothing else turns it off.
static bool isEverythingIgnored(const DiagnosticsEngine &Diags, SourceLocation At) {
  return Diags.isIgnored(diag::warn_case_empty_range, At);
}

/// The same for the command line alone: no pragma stands before the main file.
static bool isEverythingIgnoredByOption(const DiagnosticsEngine &Diags) {
  const SourceManager &SM = Diags.getSourceManager();
  return isEverythingIgnored(Diags, SM.getLocForStartOfFile(SM.getMainFileID()));
}

bool DiagnosticControl::isIgnoredAt(const DiagnosticsEngine &Diags, Diagnostic D,
                                    SourceLocation At) const {
  if (!infoOf(D).CanChange)
    return false;
  return pragmaAt(Diags.getSourceManager(), D, At) == DiagnosticSeverity::Ignored;
}

DiagnosticControl::Level
DiagnosticControl::levelAt(const DiagnosticsEngine &Diags, Diagnostic D, SourceLocation At,
                           std::optional<DiagnosticSeverity> Default) const {
  const DiagnosticInfo &Info = infoOf(D);
  DiagnosticSeverity Usual = Default.value_or(Info.Default);
  if (!Info.CanChange)
    return {Usual, false};
  const Setting &S = Settings[static_cast<unsigned>(D)];
  std::optional<DiagnosticSeverity> Pragma = pragmaAt(Diags.getSourceManager(), D, At);
  std::optional<DiagnosticSeverity> Said = Pragma ? Pragma : S.Severity;
  DiagnosticSeverity Severity = Said.value_or(Usual);
  if (S.NeverError && !Pragma && Severity == DiagnosticSeverity::Error)
    Severity = DiagnosticSeverity::Warning;
  // As Clang does: -w and -Wno-everything silence what is a warning by default, also
  // where it was made an error. What an argument or our pragma names wins over the
  // option -Wno-everything, and the pragma for everything over both.
  bool IsWarning = Usual == DiagnosticSeverity::Warning || Severity == DiagnosticSeverity::Warning;
  bool ByOption = Nothing || isEverythingIgnoredByOption(Diags);
  bool ByPragma = isEverythingIgnored(Diags, At) && !isEverythingIgnoredByOption(Diags);
  if (IsWarning && (Diags.getIgnoreAllWarnings() || ByPragma || (ByOption && !Said)))
    return {DiagnosticSeverity::Ignored, false};
  bool Upgrade = Severity == DiagnosticSeverity::Warning && !S.NeverError &&
                 AllErrors.value_or(Diags.getWarningsAsErrors());
  bool IsNamedError = Severity == DiagnosticSeverity::Error && Usual == DiagnosticSeverity::Warning;
  return {Upgrade ? DiagnosticSeverity::Error : Severity, Upgrade || IsNamedError};
}

} // namespace stet
