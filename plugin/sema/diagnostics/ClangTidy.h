//===-- plugin/sema/diagnostics/ClangTidy.h - Messages that clang-tidy can take ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_DIAGNOSTICS_CLANGTIDY_H
#define STET_PLUGIN_SEMA_DIAGNOSTICS_CLANGTIDY_H

namespace clang {
class DiagnosticsEngine;
} // namespace clang

namespace stet {

/// Where the program is clang-tidy, lets diagnostics of plugins reach it under an ID of
/// Clang's own: it looks every ID up in a table that has none of a plugin's, and crashes.
/// They are then called clang-diagnostic-warning or clang-diagnostic-error there. Elsewhere
/// this does nothing.
void adaptToClangTidy(clang::DiagnosticsEngine &Diags);

} // namespace stet

#endif // STET_PLUGIN_SEMA_DIAGNOSTICS_CLANGTIDY_H
