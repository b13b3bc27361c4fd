//===-- plugin/sema/effects/FunctionFlows.h - Control flow of functions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_FUNCTIONFLOWS_H
#define STET_PLUGIN_SEMA_EFFECTS_FUNCTIONFLOWS_H

#include "clang/AST/ParentMap.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace stet {

/// A function's body as a graph in which each expression is an element of its own.
struct FunctionFlow {
  FunctionFlow(clang::ASTContext &C, const clang::FunctionDecl *Function);

  std::unique_ptr<clang::CFG> Graph;
  clang::ParentMap Parents;
};

/// Makes the graph of each function once.
class FunctionFlows {
public:
  explicit FunctionFlows(clang::ASTContext &C) : C(C) {}

  /// nullptr where Clang can't make a graph. The function has a body.
  const FunctionFlow *of(const clang::FunctionDecl *Function);

private:
  clang::ASTContext &C;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<FunctionFlow>> Known;
};

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_FUNCTIONFLOWS_H
