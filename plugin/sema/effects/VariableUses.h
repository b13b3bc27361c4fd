//===-- plugin/sema/effects/VariableUses.h - What each mention of a variable does to it ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_VARIABLEUSES_H
#define STET_PLUGIN_SEMA_EFFECTS_VARIABLEUSES_H

#include "sema/effects/VariableNames.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang {
class FunctionDecl;
class ParentMap;
class Stmt;
class VarDecl;
} // namespace clang

namespace stet {

/// Sorts the places where a function mentions a variable, itself or by the name of a reference
/// to it or of a pointer that always points to it: the value is read, it is
/// overwritten whole, or neither is certain (a part is assigned, `++` whose result is not
/// used, an object that a function may change).
class VariableUses {
public:
  VariableUses(const clang::FunctionDecl *Function, const clang::ParentMap &Parents,
               const clang::VarDecl *Variable);

  /// Where the statement mentions nothing of the variable but members: reads of other members
  /// don't count, and assigning to the only one overwrites what there is.
  void lookAtMembersOf(const clang::Stmt *In);

  /// `Mention` is a DeclRefExpr of the variable, or of what leads to it.
  bool isRead(const clang::Stmt *Mention) const { return Reads.contains(Mention); }
  bool isReadAtAll() const { return !Reads.empty(); }
  /// It is read, or the mention is one of those where neither is certain, if only likely.
  bool isReadOrChanged(const clang::Stmt *Mention) const {
    return isRead(Mention) || Changes.contains(Mention);
  }
  /// Whether the variable has a new value after the statement or expression.
  bool isOverwrittenBy(const clang::Stmt *S) const { return Overwrites.contains(S); }

private:
  const clang::ParentMap &Parents;
  const VariableNames Names;
  llvm::SmallPtrSet<const clang::Stmt *, 16> Reads, Changes, Overwrites;
};

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_VARIABLEUSES_H
