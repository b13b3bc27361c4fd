//===-- plugin/sema/diagnostics/Catalogue.h - The diagnostics by name ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_DIAGNOSTICS_CATALOGUE_H
#define STET_PLUGIN_SEMA_DIAGNOSTICS_CATALOGUE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace stet {

/// Every diagnostic that has a name. Their order is that of the list in the help.
enum class Diagnostic {
  VolatileWrite,
  VolatileReadAfterAbort,
  PersistentWrite,
  VolatilePointer,
  PersistentLayout,
  PersistentVariable,
  IrrevocableCall,
  UninstrumentedCall,
  UnsafeCall,
  UnsafeStatement,
};

enum class DiagnosticSeverity { Ignored, Warning, Error };

struct DiagnosticInfo {
  llvm::StringLiteral Name; ///< as in `[stet-NAME]`, the arguments and docs/diagnostics/NAME.md
  DiagnosticSeverity Default;
  bool CanChange; ///< false: code that can't be compiled rightly; no option turns it off
  llvm::StringLiteral Says;
};

/// All of them; the index is the Diagnostic.
llvm::ArrayRef<DiagnosticInfo> allDiagnostics();

const DiagnosticInfo &infoOf(Diagnostic D);

/// The diagnostic that the user calls `Name`, with or without the prefix `stet-` that
/// messages show.
std::optional<Diagnostic> findDiagnostic(llvm::StringRef Name);

/// `; did you mean 'NAME'?` with the candidate nearest to what was written, or nothing
/// when none is near.
std::string suggestNearest(llvm::StringRef Written, llvm::ArrayRef<llvm::StringRef> Candidates);
std::string suggestDiagnostic(llvm::StringRef Written);

} // namespace stet

#endif // STET_PLUGIN_SEMA_DIAGNOSTICS_CATALOGUE_H
