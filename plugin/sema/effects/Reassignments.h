//===-- plugin/sema/effects/Reassignments.h - Variables that don't keep their first value ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_REASSIGNMENTS_H
#define STET_PLUGIN_SEMA_EFFECTS_REASSIGNMENTS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang {
class Expr;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace stet {

/// What a function does to the pointers and other handles (Handles.h) that it knows. Moving a
/// pointer within its array doesn't count.
struct Reassignments {
  /// It assigns to them, or others may.
  llvm::SmallPtrSet<const clang::VarDecl *, 8> Changed;
  /// Those without an initialiser that it assigns to in one place alone, and what.
  llvm::DenseMap<const clang::VarDecl *, const clang::Expr *> SetOnce;
};
Reassignments reassignmentsIn(const clang::FunctionDecl *Definition);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_REASSIGNMENTS_H
