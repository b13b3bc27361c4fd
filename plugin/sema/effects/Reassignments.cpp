//===-- plugin/sema/effects/Reassignments.cpp - Variables that don't keep their first value ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/Reassignments.h"

#include "sema/effects/Handles.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace stet {
namespace {

class ReassignmentVisitor : public RecursiveASTVisitor<ReassignmentVisitor> {
public:
  Reassignments Found;
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (Operator->getOpcode() != BO_Assign)
      return true;
    const VarDecl *Variable = handleIn(Operator->getLHS());
    if (!Variable)
      return true;
    bool IsFirst = Variable->hasLocalStorage() && !isa<ParmVarDecl>(Variable) &&
                   !Variable->hasInit() &&
                   Found.SetOnce.try_emplace(Variable, Operator->getRHS()).second;
    if (!IsFirst)
      Found.Changed.insert(Variable);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *Operator) {
    if (Operator->getOpcode() == UO_AddrOf)
      add(Operator->getSubExpr());
    return true;
  }
  bool VisitAsmStmt(AsmStmt *Assembly) {
    for (const Expr *Output : Assembly->outputs())
      add(Output);
    return true;
  }
  /// What is bound to a reference: an lvalue that is an argument or an initialiser.
  bool VisitCallExpr(CallExpr *Call) {
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call); Operator && moves(Operator))
      return true;
    for (const Expr *Argument : Call->arguments())
      addBound(Argument);
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *Call) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    const Expr *Object = Call->getImplicitObjectArgument();
    if (Method && !Method->isConst() && Object->isGLValue())
      add(Object);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Construction) {
    for (const Expr *Argument : Construction->arguments())
      addBound(Argument);
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) {
    if (Variable->getType()->isReferenceType() && Variable->hasInit())
      addBound(Variable->getInit());
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        if (const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar()))
          Found.Changed.insert(Variable);
    return true;
  }

private:
  /// An iterator's own operators, but for `=`.
  static bool moves(const CXXOperatorCallExpr *Operator) {
    return Operator->getOperator() != OO_Equal &&
           handleOf(Operator->getArg(0)->getType()) == Handle::Iterator;
  }
  void addBound(const Expr *Argument) {
    if (Argument->isLValue() && !Argument->getType().isConstQualified())
      add(Argument);
  }
  void add(const Expr *Lvalue) {
    if (const VarDecl *Variable = handleIn(Lvalue))
      Found.Changed.insert(Variable);
  }
  static const VarDecl *handleIn(const Expr *Lvalue) {
    const auto *Reference = dyn_cast<DeclRefExpr>(Lvalue->IgnoreParenCasts());
    const auto *Variable = Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
    return Variable && handleOf(Variable->getType().getNonReferenceType()) != Handle::None
               ? Variable
               : nullptr;
  }
};

} // namespace

Reassignments reassignmentsIn(const FunctionDecl *Definition) {
  ReassignmentVisitor Visitor;
  Visitor.TraverseDecl(const_cast<FunctionDecl *>(Definition));
  return std::move(Visitor.Found);
}

} // namespace stet
