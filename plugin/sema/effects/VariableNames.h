//===-- plugin/sema/effects/VariableNames.h - What leads to a variable ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_VARIABLENAMES_H
#define STET_PLUGIN_SEMA_EFFECTS_VARIABLENAMES_H

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class DeclRefExpr;
class FunctionDecl;
class Stmt;
class VarDecl;
} // namespace clang

namespace stet {

/// What a function calls a variable.
struct VariableNames {
  /// The variable itself, the function's references to the whole of it, and its pointers that are
  /// initialised with its address and keep it. Canonical declarations.
  llvm::SmallPtrSet<const clang::VarDecl *, 4> Declared;
  /// The mentions of the variable by which those are initialised.
  llvm::SmallPtrSet<const clang::DeclRefExpr *, 4> Introductions;
};
VariableNames namesOf(const clang::FunctionDecl *Function, const clang::VarDecl *Variable);

/// Where a statement mentions one of the names, the bodies of lambdas included.
llvm::SmallVector<const clang::DeclRefExpr *, 16> mentionsOf(const VariableNames &Names,
                                                             const clang::Stmt *In);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_VARIABLENAMES_H
