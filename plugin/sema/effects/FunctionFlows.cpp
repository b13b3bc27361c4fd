//===-- plugin/sema/effects/FunctionFlows.cpp - Control flow of functions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/FunctionFlows.h"

#include "clang/AST/Decl.h"

using namespace clang;

namespace stet {

FunctionFlow::FunctionFlow(ASTContext &C, const FunctionDecl *Function)
    : Parents(Function->getBody()) {
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  Options.AddEHEdges = true;
  Graph = CFG::buildCFG(Function, Function->getBody(), &C, Options);
}

const FunctionFlow *FunctionFlows::of(const FunctionDecl *Function) {
  std::unique_ptr<FunctionFlow> &Flow = Known[Function];
  if (!Flow)
    Flow = std::make_unique<FunctionFlow>(C, Function);
  return Flow->Graph ? Flow.get() : nullptr;
}

} // namespace stet
