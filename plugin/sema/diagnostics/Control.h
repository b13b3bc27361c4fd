//===-- plugin/sema/diagnostics/Control.h - Which diagnostics are given, and how loudly ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_DIAGNOSTICS_CONTROL_H
#define STET_PLUGIN_SEMA_DIAGNOSTICS_CONTROL_H

#include "sema/diagnostics/Catalogue.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"
#include <vector>

namespace stet {

/// What the command line and `#pragma stet diagnostic` say about the severity of each
/// diagnostic. Lives as long as the translation unit.
class DiagnosticControl {
public:
  DiagnosticControl();

  /// Understands an argument of the plugin that controls diagnostics: WNAME, Wno-NAME,
  /// Werror=NAME, Wno-error=NAME, Werror, Wno-error, Weverything, Wno-everything. The
  /// later wins, as with Clang. Returns what is wrong with it, empty when nothing is.
  std::string readArgument(llvm::StringRef Argument);

  /// `#pragma stet diagnostic`, at their places in the order of the translation unit.
  void push();
  /// Returns false when there was no push.
  bool pop(clang::SourceLocation At);
  void setFrom(clang::SourceLocation At, Diagnostic D, DiagnosticSeverity Severity);

  /// How a finding is to be given at a place. `Default` replaces the catalogue's one.
  /// Takes Clang's own switches into account: -w, -Werror, -Wno-everything and the
  /// pragmas for `-Weverything`.
  struct Level {
    DiagnosticSeverity Severity;
    bool IsUpgraded; ///< a warning that -Werror turned into an error
  };
  Level levelAt(const clang::DiagnosticsEngine &Diags, Diagnostic D, clang::SourceLocation At,
                std::optional<DiagnosticSeverity> Default = std::nullopt) const;

  /// Whether the pragma, or Clang's for -Weverything, silences the diagnostic at a place.
  bool isIgnoredAt(const clang::DiagnosticsEngine &Diags, Diagnostic D,
                   clang::SourceLocation At) const;

private:
  /// What was said about one diagnostic; nothing means the default.
  struct Setting {
    std::optional<DiagnosticSeverity> Severity;
    bool NeverError = false; ///< Wno-error=NAME
  };
  using Pragmas = std::vector<std::optional<DiagnosticSeverity>>;
  struct Change {
    clang::SourceLocation From;
    Pragmas State;
  };

  std::optional<DiagnosticSeverity> pragmaAt(const clang::SourceManager &SM, Diagnostic D,
                                             clang::SourceLocation At) const;
  std::string readName(llvm::StringRef Argument, llvm::StringRef Name, Setting **Found);

  std::vector<Setting> Settings;
  std::optional<bool> AllErrors; ///< Werror or Wno-error; else as Clang does
  bool Nothing = false;          ///< Wno-everything
  std::vector<Change> Changes;   ///< in the order of the translation unit
  std::vector<Pragmas> Pushed;
};

} // namespace stet

#endif // STET_PLUGIN_SEMA_DIAGNOSTICS_CONTROL_H
