//===-- plugin/sema/effects/VariableUses.cpp - What each mention of a variable does to it ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/VariableUses.h"

#include "sema/effects/MentionUse.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace stet {
namespace {

class DeclarationVisitor : public RecursiveASTVisitor<DeclarationVisitor> {
public:
  explicit DeclarationVisitor(const VarDecl *Variable) : Variable(Variable) {}
  bool VisitDeclStmt(DeclStmt *Declaration) {
    if (llvm::is_contained(Declaration->decls(), Variable))
      Found.push_back(Declaration);
    return true;
  }
  const VarDecl *Variable;
  SmallVector<const DeclStmt *, 1> Found;
};

} // namespace

VariableUses::VariableUses(const FunctionDecl *Function, const ParentMap &Parents,
                           const VarDecl *Variable)
    : Parents(Parents), Names(namesOf(Function, Variable)) {
  for (const DeclRefExpr *Mention : mentionsOf(Names, Function->getBody())) {
    const Stmt *By = nullptr;
    switch (useOf(Parents, Variable, Names, Mention, By)) {
    case Use::Read:
      Reads.insert(Mention);
      break;
    case Use::Likely:
      Changes.insert(Mention);
      [[fallthrough]];
    case Use::Overwritten:
      Overwrites.insert(By);
      break;
    case Use::Neither:
      Changes.insert(Mention);
      break;
    }
  }
  if (Variable->hasLocalStorage()) {
    DeclarationVisitor Visitor(Variable);
    Visitor.TraverseStmt(Function->getBody());
    Overwrites.insert(Visitor.Found.begin(), Visitor.Found.end());
  }
}

/// The member of the structure that the mention is followed by; nullptr for the whole, and in a
/// union, where members share their bytes.
static const MemberExpr *memberOf(const ParentMap &Parents, const Stmt *Mention) {
  const Stmt *Load = loadOf(Parents, Mention);
  const Stmt *Object = Load ? Load : Mention;
  if (Load)
    if (const auto *Deref = dyn_cast_or_null<UnaryOperator>(Parents.getParentIgnoreParens(Load));
        Deref && Deref->getOpcode() == UO_Deref)
      Object = Deref;
  const auto *Member = dyn_cast_or_null<MemberExpr>(Parents.getParentIgnoreParens(Object));
  const auto *Field = Member && Member->isArrow() == (Object == Load)
                          ? dyn_cast<FieldDecl>(Member->getMemberDecl())
                          : nullptr;
  return Field && !Field->getParent()->isUnion() ? Member : nullptr;
}

/// The assignment that the member is the target of.
static const BinaryOperator *assignmentTo(const ParentMap &Parents, const MemberExpr *Member) {
  const auto *Assignment = dyn_cast_or_null<BinaryOperator>(Parents.getParentIgnoreParens(Member));
  return Assignment && Assignment->getOpcode() == BO_Assign &&
                 Assignment->getLHS()->IgnoreParens() == Member
             ? Assignment
             : nullptr;
}

void VariableUses::lookAtMembersOf(const Stmt *In) {
  llvm::SmallPtrSet<const ValueDecl *, 4> Mentioned;
  for (const DeclRefExpr *Mention : mentionsOf(Names, In)) {
    const MemberExpr *Member = memberOf(Parents, Mention);
    if (!Member)
      return;
    Mentioned.insert(Member->getMemberDecl());
  }
  if (Mentioned.empty())
    return;
  SmallVector<const Stmt *, 8> Others;
  for (const Stmt *Read : Reads)
    if (const MemberExpr *Member = memberOf(Parents, Read);
        Member && !Mentioned.contains(Member->getMemberDecl()))
      Others.push_back(Read);
  for (const Stmt *Read : Others)
    Reads.erase(Read);
  if (Mentioned.size() != 1)
    return;
  for (const Stmt *Change : Changes)
    if (const MemberExpr *Member = memberOf(Parents, Change);
        Member && Mentioned.contains(Member->getMemberDecl()))
      if (const BinaryOperator *Assignment = assignmentTo(Parents, Member))
        Overwrites.insert(Assignment);
}

} // namespace stet
