//===-- plugin/sema/checks/AssemblyCheck.h - Assembly that writes arrays of any length ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_ASSEMBLYCHECK_H
#define STET_PLUGIN_SEMA_CHECKS_ASSEMBLYCHECK_H

#include "sema/TranslationUnit.h"

namespace stet {

/// unsafe-statement: inline assembly has an output in memory that is an array of variable
/// length, which the IR shows as one element. In a block it is an error, elsewhere a
/// warning. Outputs of known size are saved (lowering/AssemblyWrites.h).
void checkAssembly(TranslationUnit &Unit);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_ASSEMBLYCHECK_H
