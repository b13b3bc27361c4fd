//===-- plugin/sema/diagnostics/Reporter.h - Gives the diagnostics ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_DIAGNOSTICS_REPORTER_H
#define STET_PLUGIN_SEMA_DIAGNOSTICS_REPORTER_H

#include "sema/diagnostics/Control.h"
#include "sema/diagnostics/Finding.h"
#include "sema/diagnostics/Suppressions.h"

namespace stet {

/// Collects the findings of a translation unit and gives them at its end, in the order
/// of the source, each once per place (a template's body is checked in each instantiation).
///
/// A finding is silent where an option, a pragma or `[[stet::suppress]]` says so at its
/// place or at the place of any of its notes: who marks the write, the call or the
/// variable has answered for it. Warnings in system headers are silent unless
/// -Wsystem-headers is given.
class Reporter {
public:
  Reporter(clang::DiagnosticsEngine &Diags, const DiagnosticControl &Control)
      : Diags(Diags), Control(Control) {}

  void report(Finding F) { Findings.push_back(std::move(F)); }

  /// Whether the source says at this place that the diagnostic is not wanted.
  bool isSilencedAt(Diagnostic D, clang::SourceLocation At) const;

  Suppressions &suppressions() { return Suppressed; }

  /// Gives what has been collected.
  void give();

private:
  bool isSilenced(const Finding &F) const;
  /// Returns false when the finding is not wanted.
  bool give(const Finding &F);

  clang::DiagnosticsEngine &Diags;
  const DiagnosticControl &Control;
  Suppressions Suppressed;
  std::vector<Finding> Findings;
};

/// Gives an error that nothing turns off at once, as the parser needs it. `Text` as in
/// Finding.
void giveError(clang::DiagnosticsEngine &Diags, Diagnostic D, clang::SourceLocation At,
               clang::SourceRange Range, llvm::StringRef Text);

} // namespace stet

#endif // STET_PLUGIN_SEMA_DIAGNOSTICS_REPORTER_H
