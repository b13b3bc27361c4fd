//===-- plugin/sema/checks/CallChain.cpp - Notes that lead to the cause ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/CallChain.h"

#include "clang/AST/ASTLambda.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace stet {

std::string quoted(const NamedDecl *D) { return "'" + D->getQualifiedNameAsString() + "'"; }

std::string calleeName(const FunctionDecl *Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  return Method && isLambdaCallOperator(Method) ? "the lambda" : quoted(Callee);
}

bool isForeign(const SourceManager &SM, SourceLocation At) {
  return At.isInvalid() || SM.isInSystemHeader(SM.getExpansionLoc(At));
}

void appendCallChain(const TranslationUnit &Unit, Finding &F, const Effect &Cause, StringRef Done) {
  const SourceManager &SM = Unit.C.getSourceManager();
  if (Cause.Chain.empty())
    return;
  for (const Effect::Step &Step : llvm::drop_begin(Cause.Chain)) {
    if (isForeign(SM, Step.At) || Step.Callee->isImplicit())
      return;
    F.Notes.push_back(
        {Step.At, (Done + " through the call to ").str() + calleeName(Step.Callee) + " here", {}});
  }
  if (!isForeign(SM, Cause.At) && !Cause.Chain.back().Callee->isImplicit())
    F.Notes.push_back({Cause.At, (Done + " here").str(), {}});
}

} // namespace stet
