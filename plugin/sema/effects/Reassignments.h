//===-- plugin/sema/effects/Reassignments.h - Variables that don't keep their first value ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_REASSIGNMENTS_H
#define STET_PLUGIN_SEMA_EFFECTS_REASSIGNMENTS_H

#include "llvm/ADT/SmallPtrSet.h"

namespace clang {
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace stet {

using VariableSet = llvm::SmallPtrSet<const clang::VarDecl *, 8>;

/// The pointers and other handles (Handles.h) that the function assigns to, or that others
/// may. Moving a pointer within its array doesn't count.
VariableSet reassignedIn(const clang::FunctionDecl *Definition);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_REASSIGNMENTS_H
