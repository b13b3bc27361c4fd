//===-- plugin/sema/effects/VariableNames.cpp - What leads to a variable ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/VariableNames.h"

#include "sema/effects/Reassignments.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace stet {
namespace {

class NameVisitor : public RecursiveASTVisitor<NameVisitor> {
public:
  explicit NameVisitor(const VarDecl *Variable) : Variable(Variable) {}

  bool VisitVarDecl(VarDecl *Declared) {
    if (!Declared->hasLocalStorage() || !Declared->getInit())
      return true;
    const Expr *Value = Declared->getInit()->IgnoreParens();
    if (Declared->getType()->isReferenceType() && isMention(Value))
      References.push_back(Declared);
    else if (Declared->getType()->isPointerType() && isAddress(Value))
      Pointers.push_back(Declared);
    return true;
  }

  SmallVector<const VarDecl *, 2> References, Pointers;

private:
  bool isAddress(const Expr *Value) const {
    if (const auto *Address = dyn_cast<UnaryOperator>(Value))
      return Address->getOpcode() == UO_AddrOf && isMention(Address->getSubExpr());
    const auto *Decayed = dyn_cast<ImplicitCastExpr>(Value);
    return Decayed && Decayed->getCastKind() == CK_ArrayToPointerDecay &&
           isMention(Decayed->getSubExpr());
  }
  bool isMention(const Expr *E) const {
    const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return Reference && declaresSameEntity(Reference->getDecl(), Variable);
  }

  const VarDecl *Variable;
};

} // namespace

VariableNames namesOf(const FunctionDecl *Function, const VarDecl *Variable) {
  NameVisitor Visitor(Variable);
  Visitor.TraverseStmt(Function->getBody());
  VariableNames Names;
  Names.insert(Variable->getCanonicalDecl());
  Names.insert(Visitor.References.begin(), Visitor.References.end());
  if (Visitor.Pointers.empty())
    return Names;
  Reassignments Reassigned = reassignmentsIn(Function);
  for (const VarDecl *Pointer : Visitor.Pointers)
    if (!Reassigned.Changed.contains(Pointer))
      Names.insert(Pointer);
  return Names;
}

} // namespace stet
