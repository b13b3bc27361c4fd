//===-- plugin/sema/effects/ReturnedValues.cpp - What a function returns ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/ReturnedValues.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace stet {

namespace {

/// The operands of the return statements of one function.
class ReturnVisitor : public RecursiveASTVisitor<ReturnVisitor> {
public:
  bool VisitReturnStmt(ReturnStmt *Return) {
    if (Return->getRetValue())
      Values.push_back(Return->getRetValue());
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }
  bool TraverseBlockExpr(BlockExpr *) { return true; }
  SmallVector<const Expr *, 4> Values;
};

} // namespace

SmallVector<const Expr *, 4> valuesReturnedBy(const FunctionDecl *Definition) {
  ReturnVisitor Visitor;
  Visitor.TraverseStmt(Definition->getBody());
  return std::move(Visitor.Values);
}

} // namespace stet
