//===-- plugin/sema/effects/ScratchVariables.cpp - Variables that are set anew before each use
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/ScratchVariables.h"

#include "sema/effects/VariableUses.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace stet {

static bool isHidden(const VarDecl *Variable) {
  return Variable->hasGlobalStorage() && !Variable->isExternallyVisible() &&
         !Variable->getType().isVolatileQualified();
}

namespace {
/// The bodies of lambdas belong to functions of their own.
class HiddenVariableVisitor : public RecursiveASTVisitor<HiddenVariableVisitor> {
public:
  bool shouldVisitImplicitCode() const { return true; }
  bool shouldVisitLambdaBody() const { return false; }
  bool VisitDeclRefExpr(DeclRefExpr *Mention) {
    if (const auto *Variable = dyn_cast<VarDecl>(Mention->getDecl());
        Variable && isHidden(Variable))
      Found.insert(Variable->getCanonicalDecl());
    return true;
  }
  llvm::SmallSetVector<const VarDecl *, 8> Found;
};
} // namespace

void ScratchVariables::findUsers() {
  if (std::exchange(HasLooked, true))
    return;
  for (const FunctionDecl *Function : Functions) {
    const SourceManager &SM = Function->getASTContext().getSourceManager();
    if (SM.isInSystemHeader(SM.getExpansionLoc(Function->getLocation())))
      continue;
    HiddenVariableVisitor Visitor;
    Visitor.TraverseStmt(Function->getBody());
    for (const VarDecl *Variable : Visitor.Found)
      UsersOf[Variable].insert(Function);
    HiddenVariableVisitor OfMembers;
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
      for (const CXXCtorInitializer *Initialiser : Constructor->inits())
        OfMembers.TraverseStmt(Initialiser->getInit());
    for (const VarDecl *Variable : OfMembers.Found)
      UsersOf[Variable].insert(nullptr);
  }
  for (const VarDecl *Variable : Variables) {
    HiddenVariableVisitor Visitor;
    Visitor.TraverseStmt(const_cast<Expr *>(Variable->getInit()));
    for (const VarDecl *Mentioned : Visitor.Found)
      UsersOf[Mentioned].insert(nullptr);
  }
}

/// Whether no way from the function's begin leads to another use.
static bool overwritesFirst(const CFG &Graph, const VariableUses &Uses) {
  llvm::SmallVector<const CFGBlock *, 16> Pending{&Graph.getEntry()};
  llvm::DenseSet<const CFGBlock *> Seen(Pending.begin(), Pending.end());
  while (!Pending.empty()) {
    const CFGBlock *B = Pending.pop_back_val();
    bool IsOverwritten = false;
    for (const CFGElement &Element : *B) {
      std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
      if (!Statement)
        continue;
      if (Uses.isReadOrChanged(Statement->getStmt()))
        return false;
      if ((IsOverwritten = Uses.isOverwrittenBy(Statement->getStmt())))
        break;
    }
    if (!IsOverwritten)
      for (const CFGBlock::AdjacentBlock &Next : B->succs())
        if (Next && Seen.insert(Next).second)
          Pending.push_back(Next);
  }
  return true;
}

bool ScratchVariables::isScratch(const VarDecl *Variable, ArrayRef<const FunctionDecl *> Users) {
  bool IsRead = false;
  for (const FunctionDecl *Function : Users) {
    const FunctionFlow *Flow = Function ? Flows.of(Function) : nullptr;
    if (!Flow)
      return false;
    VariableUses Uses(Function, Flow->Parents, Variable);
    if (!overwritesFirst(*Flow->Graph, Uses))
      return false;
    IsRead |= Uses.isReadAtAll();
  }
  return IsRead;
}

bool ScratchVariables::contains(const VarDecl *Variable) {
  Variable = Variable->getCanonicalDecl();
  if (!isHidden(Variable))
    return false;
  findUsers();
  auto [Entry, IsNew] = Known.try_emplace(Variable);
  if (IsNew)
    Entry->second = isScratch(Variable, UsersOf.lookup(Variable).getArrayRef());
  return Entry->second;
}

} // namespace stet
