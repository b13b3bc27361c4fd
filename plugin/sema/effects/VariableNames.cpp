//===-- plugin/sema/effects/VariableNames.cpp - What leads to a variable ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/VariableNames.h"

#include "sema/effects/Reassignments.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace stet {
namespace {

class NameVisitor : public RecursiveASTVisitor<NameVisitor> {
public:
  explicit NameVisitor(const VarDecl *Variable) : Variable(Variable) {}

  struct Name {
    const VarDecl *Declared;
    const DeclRefExpr *Introduction;
  };
  SmallVector<Name, 2> References, Pointers;

  bool VisitVarDecl(VarDecl *Declared) {
    if (!Declared->hasLocalStorage() || !Declared->getInit())
      return true;
    bool IsPointer = Declared->getType()->isPointerType();
    if (!IsPointer && !Declared->getType()->isReferenceType())
      return true;
    const Expr *Object = IsPointer ? addressed(Declared->getInit()) : Declared->getInit();
    if (const DeclRefExpr *Mention = Object ? mentionIn(Object) : nullptr)
      (IsPointer ? Pointers : References).push_back({Declared, Mention});
    return true;
  }

private:
  static const Expr *addressed(const Expr *Value) {
    Value = Value->IgnoreParens();
    if (const auto *Address = dyn_cast<UnaryOperator>(Value))
      return Address->getOpcode() == UO_AddrOf ? Address->getSubExpr() : nullptr;
    const auto *Decayed = dyn_cast<ImplicitCastExpr>(Value);
    return Decayed && Decayed->getCastKind() == CK_ArrayToPointerDecay ? Decayed->getSubExpr()
                                                                       : nullptr;
  }
  /// Of the variable as a whole: neither a copy of another type, nor a base.
  const DeclRefExpr *mentionIn(const Expr *Lvalue) const {
    Lvalue = Lvalue->IgnoreParens();
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Lvalue);
        Cast && Cast->getCastKind() == CK_NoOp)
      Lvalue = Cast->getSubExpr()->IgnoreParens();
    const auto *Reference = dyn_cast<DeclRefExpr>(Lvalue);
    return Reference && declaresSameEntity(Reference->getDecl(), Variable) ? Reference : nullptr;
  }

  const VarDecl *Variable;
};

class MentionVisitor : public RecursiveASTVisitor<MentionVisitor> {
public:
  explicit MentionVisitor(const VariableNames &Names) : Names(Names) {}
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *Mention) {
    if (const auto *Named = dyn_cast<VarDecl>(Mention->getDecl());
        Named && Names.Declared.contains(Named->getCanonicalDecl()))
      Found.push_back(Mention);
    return true;
  }
  const VariableNames &Names;
  SmallVector<const DeclRefExpr *, 16> Found;
};

} // namespace

SmallVector<const DeclRefExpr *, 16> mentionsOf(const VariableNames &Names, const Stmt *In) {
  MentionVisitor Visitor(Names);
  Visitor.TraverseStmt(const_cast<Stmt *>(In));
  return std::move(Visitor.Found);
}

VariableNames namesOf(const FunctionDecl *Function, const VarDecl *Variable) {
  NameVisitor Visitor(Variable);
  Visitor.TraverseStmt(Function->getBody());
  VariableNames Names;
  Names.Declared.insert(Variable->getCanonicalDecl());
  auto Add = [&](const NameVisitor::Name &Each) {
    Names.Declared.insert(Each.Declared);
    Names.Introductions.insert(Each.Introduction);
  };
  llvm::for_each(Visitor.References, Add);
  if (Visitor.Pointers.empty())
    return Names;
  Reassignments Reassigned = reassignmentsIn(Function);
  for (const NameVisitor::Name &Pointer : Visitor.Pointers)
    if (!Reassigned.Changed.contains(Pointer.Declared))
      Add(Pointer);
  return Names;
}

} // namespace stet
