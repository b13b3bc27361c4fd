//===-- plugin/sema/effects/LastAbort.h - What stet_last_abort() tells ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_LASTABORT_H
#define STET_PLUGIN_SEMA_EFFECTS_LASTABORT_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <optional>

namespace clang {
class Expr;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace stet {

/// A function that catches the aborts of its block and then returns, with nothing or always with
/// the same truth value.
struct CaughtAbort {
  const clang::FunctionDecl *By = nullptr; ///< nullptr: there is none
  std::optional<bool> Result;              ///< what it returns, if anything
};

/// Follows conditions to calls of stet_last_abort(). Looks through each function once.
class LastAbort {
public:
  /// The truth value of the condition after an abort, where it asks for nothing else: a call of
  /// stet_last_abort() or of what has caught the abort, a variable that holds what one has
  /// returned, comparisons with 0 and false.
  std::optional<bool> valueOf(const clang::Expr *Condition, const CaughtAbort &Caught);

private:
  /// What a function assigns to its variables; nullptr where it is not known.
  using Assignments =
      llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<const clang::Expr *, 2>>;
  class AssignmentVisitor;

  std::optional<bool> valueOf(const clang::VarDecl *Variable, const CaughtAbort &Caught);
  const Assignments &assignmentsIn(const clang::FunctionDecl *Function);

  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Assignments>> Known;
  /// Those that are being looked at: their values may lead back to them.
  llvm::SmallPtrSet<const clang::VarDecl *, 4> Open;
};

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_LASTABORT_H
