//===-- plugin/sema/effects/ScratchVariables.h - Variables that are set before use ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_SCRATCHVARIABLES_H
#define STET_PLUGIN_SEMA_EFFECTS_SCRATCHVARIABLES_H

#include "sema/effects/FunctionFlows.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SetVector.h"

namespace clang {
class Expr;
class VarDecl;
} // namespace clang

namespace stet {

/// Static variables which no other translation unit sees, and which each function that mentions
/// them overwrites before it does anything else with them, reading them, say: a buffer for a
/// result. What an aborted transaction has left there is lost without having been read, but by who
/// kept a pointer. One that is never read is none: why is it there?
class ScratchVariables {
public:
  /// `Functions` are all of the translation unit that have a body, `Variables` all of its
  /// variables with static storage.
  ScratchVariables(FunctionFlows &Flows, llvm::ArrayRef<const clang::FunctionDecl *> Functions,
                   llvm::ArrayRef<const clang::VarDecl *> Variables)
      : Flows(Flows), Functions(Functions), Variables(Variables) {}

  bool contains(const clang::VarDecl *Variable);

private:
  using Users = llvm::SmallSetVector<const clang::FunctionDecl *, 4>;

  void findUsers();
  void add(llvm::ArrayRef<const clang::VarDecl *> Found, const clang::FunctionDecl *User);
  void addInitialiser(const clang::Expr *Value);
  bool isScratch(const clang::VarDecl *Variable, llvm::ArrayRef<const clang::FunctionDecl *> Users);

  FunctionFlows &Flows;
  llvm::ArrayRef<const clang::FunctionDecl *> Functions;
  llvm::ArrayRef<const clang::VarDecl *> Variables;
  bool HasLooked = false;
  llvm::DenseMap<const clang::VarDecl *, Users> UsersOf; ///< nullptr: an initialiser
  llvm::DenseMap<const clang::VarDecl *, bool> Known;
};

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_SCRATCHVARIABLES_H
