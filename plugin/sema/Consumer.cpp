//===-- plugin/sema/Consumer.cpp - Sema's view of the translation unit ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/Consumer.h"

#include "sema/PersistentOperators.h"
#include "sema/PersistentSymbols.h"
#include "sema/PersistentVariables.h"
#include "sema/StorageClass.h"
#include "sema/SuspensionCheck.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclGroup.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"

using namespace clang;

namespace stet {
namespace {

/// Visits what a declaration contains: variables, also local statics, and blocks.
class DeclarationVisitor : public RecursiveASTVisitor<DeclarationVisitor> {
public:
  explicit DeclarationVisitor(Sema &S) : S(S) {}

  bool VisitVarDecl(VarDecl *Variable) {
    markPersistentSymbol(S.getASTContext(), Variable);
    describePersistentVariable(S, Variable);
    checkStaticInitialiser(S, Variable);
    return true;
  }
  bool VisitCompoundStmt(CompoundStmt *Body) {
    checkSuspensions(S, Body);
    return true;
  }

private:
  Sema &S;
};

class Consumer : public SemaConsumer {
public:
  void InitializeSema(Sema &TheSema) override { S = &TheSema; }
  void ForgetSema() override { S = nullptr; }

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (Decl *D : Group)
      visit(D);
    return true;
  }
  void HandleInlineFunctionDefinition(FunctionDecl *Function) override { visit(Function); }
  void HandleCXXStaticMemberVarInstantiation(VarDecl *Variable) override {
    if (S)
      describePersistentVariable(*S, Variable);
  }
  void CompleteTentativeDefinition(VarDecl *Variable) override {
    if (S)
      describePersistentVariable(*S, Variable);
  }
  void HandleTagDeclDefinition(TagDecl *Tag) override {
    auto *Class = dyn_cast<CXXRecordDecl>(Tag);
    if (!S || !Class || Class->isDependentContext() || Class->isInvalidDecl())
      return;
    if (isPersistentClass(Class))
      addPersistentOperators(S->getASTContext(), Class);
    markPersistentMembers(S->getASTContext(), Class);
  }

private:
  void visit(Decl *D) {
    if (S)
      DeclarationVisitor(*S).TraverseDecl(D);
  }

  Sema *S = nullptr;
};

} // namespace

std::unique_ptr<ASTConsumer> createConsumer() { return std::make_unique<Consumer>(); }

} // namespace stet
