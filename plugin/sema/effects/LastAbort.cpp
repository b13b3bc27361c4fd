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

class LastAbort::AssignmentVisitor : public RecursiveASTVisitor<AssignmentVisitor> {
public:
  Assignments Found;

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (Operator->isAssignmentOp())
      add(Operator->getLHS(), Operator->getOpcode() == BO_Assign ? Operator->getRHS() : nullptr);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *Operator) {
    if (Operator->isIncrementDecrementOp() || Operator->getOpcode() == UO_AddrOf)
      add(Operator->getSubExpr(), nullptr);
    return true;
  }

private:
  void add(const Expr *Target, const Expr *Value) {
    if (const auto *Reference = dyn_cast<DeclRefExpr>(Target->IgnoreParens()))
      if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl()))
        Found[Variable].push_back(Value);
  }
};

const LastAbort::Assignments &LastAbort::assignmentsIn(const FunctionDecl *Function) {
  std::unique_ptr<Assignments> &In = Known[Function];
  if (!In) {
    AssignmentVisitor Visitor;
    Visitor.TraverseStmt(Function->getBody());
    In = std::make_unique<Assignments>(std::move(Visitor.Found));
  }
  return *In;
}

/// `error = stet_last_abort();`, and nothing else goes to it but its first value.
std::optional<bool> LastAbort::valueOf(const VarDecl *Variable, const CaughtAbort &Caught) {
  const auto *Function = dyn_cast<FunctionDecl>(Variable->getDeclContext());
  constexpr size_t Most = 4;
  if (!Variable->hasLocalStorage() || !Function || !Function->getBody() || Open.size() == Most ||
      !Open.insert(Variable).second)
    return std::nullopt;
  std::optional<bool> Common =
      Variable->hasInit() ? valueOf(Variable->getInit(), Caught) : std::nullopt;
  const Assignments &All = assignmentsIn(Function);
  if (auto Own = All.find(Variable); Own != All.end())
    for (const Expr *Value : Own->second) {
      std::optional<bool> Each = Value ? valueOf(Value, Caught) : std::nullopt;
      if (!Each || (Common && *Common != *Each)) {
        Common = std::nullopt;
        break;
      }
      Common = Each;
    }
  Open.erase(Variable);
  return Common;
}

static bool isZero(const Expr *E) {
  E = E->IgnoreParenCasts();
  const auto *Number = dyn_cast<IntegerLiteral>(E);
  const auto *Truth = dyn_cast<CXXBoolLiteralExpr>(E);
  return (Number && Number->getValue() == 0) || (Truth && !Truth->getValue());
}

std::optional<bool> LastAbort::valueOf(const Expr *Condition, const CaughtAbort &Caught) {
  Condition = Condition->IgnoreParenCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition); Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Value = valueOf(Not->getSubExpr(), Caught);
    return Value ? std::optional<bool>(!*Value) : std::nullopt;
  }
  if (const auto *Comparison = dyn_cast<BinaryOperator>(Condition);
      Comparison && Comparison->isEqualityOp()) {
    const Expr *Left = Comparison->getLHS(), *Right = Comparison->getRHS();
    if (isZero(Left))
      std::swap(Left, Right);
    if (!isZero(Right))
      return std::nullopt;
    std::optional<bool> Value = valueOf(Left, Caught);
    bool IsEqual = Comparison->getOpcode() == BO_EQ;
    return Value ? std::optional<bool>(*Value != IsEqual) : std::nullopt;
  }
  if (const auto *Call = dyn_cast<CallExpr>(Condition)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Callee->getIdentifier() && Callee->getName() == "stet_last_abort")
      return true;
    if (Callee && Caught.By && declaresSameEntity(Callee, Caught.By))
      return Caught.Result;
    if (Callee && Callee->getBuiltinID() == Builtin::BI__builtin_expect)
      return valueOf(Call->getArg(0), Caught);
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(Condition);
      Binary && Binary->getOpcode() == BO_Assign)
    return valueOf(Binary->getRHS(), Caught);
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Condition))
    if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl()))
      return valueOf(Variable, Caught);
  return std::nullopt;
}

} // namespace stet
