//===-- plugin/sema/effects/LastAbort.cpp - What stet_last_abort() tells ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/LastAbort.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace stet {

namespace {

/// What a function assigns to a variable.
class AssignmentVisitor : public RecursiveASTVisitor<AssignmentVisitor> {
public:
  explicit AssignmentVisitor(const VarDecl *Variable) : Variable(Variable) {}
  bool VisitBinaryOperator(BinaryOperator *Operator) {
    const auto *Target = dyn_cast<DeclRefExpr>(Operator->getLHS()->IgnoreParens());
    if (Operator->isAssignmentOp() && Target && Target->getDecl() == Variable)
      Values.push_back(Operator->getOpcode() == BO_Assign ? Operator->getRHS() : nullptr);
    return true;
  }
  const VarDecl *Variable;
  SmallVector<const Expr *, 4> Values;
};

} // namespace

/// `error = stet_last_abort();`, and nothing else goes to it.
static std::optional<bool> valueOfVariableAfterAbort(const VarDecl *Variable) {
  if (Variable->hasInit())
    if (std::optional<bool> Value = valueAfterAbort(Variable->getInit()))
      return Value;
  const auto *Function = dyn_cast<FunctionDecl>(Variable->getDeclContext());
  if (!Function || !Function->getBody())
    return std::nullopt;
  AssignmentVisitor Visitor(Variable);
  Visitor.TraverseStmt(Function->getBody());
  std::optional<bool> Common;
  for (const Expr *Value : Visitor.Values) {
    const auto *Itself = Value ? dyn_cast<DeclRefExpr>(Value->IgnoreParenCasts()) : nullptr;
    std::optional<bool> Each =
        Value && !(Itself && Itself->getDecl() == Variable) ? valueAfterAbort(Value) : std::nullopt;
    if (!Each || (Common && *Common != *Each))
      return std::nullopt;
    Common = Each;
  }
  return Common;
}

std::optional<bool> valueAfterAbort(const Expr *Condition) {
  Condition = Condition->IgnoreParenCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition); Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Value = valueAfterAbort(Not->getSubExpr());
    return Value ? std::optional<bool>(!*Value) : std::nullopt;
  }
  if (const auto *Comparison = dyn_cast<BinaryOperator>(Condition);
      Comparison && Comparison->isEqualityOp()) {
    const Expr *Left = Comparison->getLHS(), *Right = Comparison->getRHS();
    if (isa<IntegerLiteral>(Left->IgnoreParenCasts()))
      std::swap(Left, Right);
    const auto *Zero = dyn_cast<IntegerLiteral>(Right->IgnoreParenCasts());
    if (!Zero || Zero->getValue() != 0)
      return std::nullopt;
    std::optional<bool> Value = valueAfterAbort(Left);
    bool IsEqual = Comparison->getOpcode() == BO_EQ;
    return Value ? std::optional<bool>(*Value != IsEqual) : std::nullopt;
  }
  if (const auto *Call = dyn_cast<CallExpr>(Condition)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Callee->getIdentifier() && Callee->getName() == "stet_last_abort")
      return true;
    if (Callee && Callee->getBuiltinID() == Builtin::BI__builtin_expect)
      return valueAfterAbort(Call->getArg(0));
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(Condition);
      Binary && Binary->getOpcode() == BO_Assign)
    return valueAfterAbort(Binary->getRHS());
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Condition))
    if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
        Variable && Variable->hasLocalStorage())
      return valueOfVariableAfterAbort(Variable);
  return std::nullopt;
}

} // namespace stet
