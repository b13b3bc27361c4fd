//===-- plugin/sema/effects/ScratchVariables.cpp - Variables that are set before use ---===//
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
#include "llvm/Support/SaveAndRestore.h"

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
      (IsInDefault ? InDefaults : Found).insert(Variable->getCanonicalDecl());
    return true;
  }
  // The function's graph doesn't show those.
  bool TraverseCXXDefaultArgExpr(CXXDefaultArgExpr *Default, DataRecursionQueue * = nullptr) {
    return traverseDefault(Default->getExpr());
  }
  bool TraverseCXXDefaultInitExpr(CXXDefaultInitExpr *Default, DataRecursionQueue * = nullptr) {
    return traverseDefault(Default->getExpr());
  }
  llvm::SmallSetVector<const VarDecl *, 8> Found, InDefaults;

private:
  bool traverseDefault(Expr *Default) {
    llvm::SaveAndRestore<bool> Inside(IsInDefault, true);
    return TraverseStmt(Default);
  }
  bool IsInDefault = false;
};
} // namespace

void ScratchVariables::add(ArrayRef<const VarDecl *> Found, const FunctionDecl *User) {
  for (const VarDecl *Variable : Found)
    UsersOf[Variable].insert(User);
}

void ScratchVariables::addInitialiser(const Expr *Value) {
  HiddenVariableVisitor Visitor;
  Visitor.TraverseStmt(const_cast<Expr *>(Value));
  add(Visitor.Found.getArrayRef(), nullptr);
  add(Visitor.InDefaults.getArrayRef(), nullptr);
}

void ScratchVariables::findUsers() {
  if (std::exchange(HasLooked, true))
    return;
  for (const FunctionDecl *Function : Functions) {
    const SourceManager &SM = Function->getASTContext().getSourceManager();
    if (SM.isInSystemHeader(SM.getExpansionLoc(Function->getLocation())))
      continue;
    HiddenVariableVisitor Visitor;
    Visitor.TraverseStmt(Function->getBody());
    add(Visitor.Found.getArrayRef(), Function);
    add(Visitor.InDefaults.getArrayRef(), nullptr);
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
      for (const CXXCtorInitializer *Initialiser : Constructor->inits())
        addInitialiser(Initialiser->getInit());
  }
  for (const VarDecl *Variable : Variables)
    addInitialiser(Variable->getInit());
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
