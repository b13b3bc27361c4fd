//===-- plugin/sema/diagnostics/Finding.h - What a check has found ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_DIAGNOSTICS_FINDING_H
#define STET_PLUGIN_SEMA_DIAGNOSTICS_FINDING_H

#include "sema/diagnostics/Catalogue.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"
#include <string>
#include <vector>

namespace stet {

/// A line of its own below a finding.
struct FindingNote {
  clang::SourceLocation At;
  std::string Text;
  std::vector<clang::FixItHint> FixIts;
};

/// One diagnostic with its notes. Texts are as they will be printed, in Clang's manner
/// (lower case, no full stop, names in single quotes), without `[stet-NAME]`.
struct Finding {
  Diagnostic Name;
  clang::SourceLocation At;
  std::string Text;
  clang::SourceRange Range;               ///< underlined; may be invalid
  std::vector<clang::FixItHint> FixIts{}; ///< what surely is right; a choice goes to a note
  std::vector<FindingNote> Notes{};
  /// The severity when nobody said otherwise, where it isn't the catalogue's.
  std::optional<DiagnosticSeverity> Default{};
};

} // namespace stet

#endif // STET_PLUGIN_SEMA_DIAGNOSTICS_FINDING_H
