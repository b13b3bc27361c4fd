//===-- plugin/sema/diagnostics/Help.h - What -fplugin-arg-stet-help prints ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_DIAGNOSTICS_HELP_H
#define STET_PLUGIN_SEMA_DIAGNOSTICS_HELP_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace stet {

/// Lists the plugin's arguments and its diagnostics.
void printHelp(llvm::raw_ostream &Out);

/// `unknown argument '…'`, with the nearest one that there is.
std::string unknownArgument(llvm::StringRef Argument);

/// Whether the argument has the form of one that controls diagnostics.
bool isDiagnosticArgument(llvm::StringRef Argument);

} // namespace stet

#endif // STET_PLUGIN_SEMA_DIAGNOSTICS_HELP_H
