//===-- plugin/sema/checks/PointerStores.h - Pointers that are stored in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_POINTERSTORES_H
#define STET_PLUGIN_SEMA_CHECKS_POINTERSTORES_H

#include "sema/effects/Place.h"
#include "clang/AST/Type.h"
#include "clang/Basic/SourceLocation.h"
#include <memory>
#include <vector>

namespace clang {
class Expr;
class VarDecl;
} // namespace clang

namespace stet {

/// A value that gets into a pointer in persistent memory.
struct PointerStore {
  const clang::Expr *Value;
  /// Where it is stored, from outside in: the calls, then the assignment or initialiser.
  llvm::SmallVector<clang::SourceLocation, 2> Steps;
  /// `Value` is the object itself whose address is stored: `this`, or an array's.
  bool IsObject = false;
};

/// Finds the pointers that functions store in persistent memory.
class PointerStores {
public:
  explicit PointerStores(PlaceFinder &Places) : Places(Places) {}

  /// In the function itself, and through the arguments of its calls.
  std::vector<PointerStore> in(const clang::FunctionDecl *Definition);
  /// In the initialiser of a persistent variable.
  std::vector<PointerStore> inInitialiser(const clang::VarDecl *Variable);

private:
  /// A parameter that a function stores in an object that certainly is persistent unless the
  /// object, which `Object` names as Place::Index does, is known better by the caller.
  struct Kept {
    unsigned Parameter;
    int Object; ///< -1 when it is no parameter's
    llvm::SmallVector<clang::SourceLocation, 2> Steps;
    static constexpr unsigned This = ~0u; ///< instead of a parameter
  };
  class Visitor;

  const std::vector<Kept> &keptBy(const clang::FunctionDecl *Function);

  PlaceFinder &Places;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<std::vector<Kept>>> Known;
};

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_POINTERSTORES_H
