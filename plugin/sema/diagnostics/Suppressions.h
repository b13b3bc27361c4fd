//===-- plugin/sema/diagnostics/Suppressions.h - Where [[stet::suppress]] stands ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_DIAGNOSTICS_SUPPRESSIONS_H
#define STET_PLUGIN_SEMA_DIAGNOSTICS_SUPPRESSIONS_H

#include "sema/diagnostics/Catalogue.h"
#include "clang/Basic/SourceLocation.h"
#include <vector>

namespace clang {
class AttributedStmt;
class Decl;
class SourceManager;
} // namespace clang

namespace stet {

/// The parts of the source that `[[stet::suppress("NAME")]]` covers: each statement or
/// declaration that it stands on, from its first token to its last.
class Suppressions {
public:
  void add(const clang::Decl *D);
  void add(const clang::AttributedStmt *Statement);

  bool cover(const clang::SourceManager &SM, Diagnostic D, clang::SourceLocation At) const;

private:
  struct Part {
    Diagnostic Silenced;
    clang::SourceRange Range;
  };
  std::vector<Part> Parts;
};

/// Whether `[[stet::suppress("NAME")]]` with the diagnostic's name stands on the declaration.
bool isSuppressedOn(const clang::Decl *D, Diagnostic Name);

} // namespace stet

#endif // STET_PLUGIN_SEMA_DIAGNOSTICS_SUPPRESSIONS_H
