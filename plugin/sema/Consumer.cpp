//===-- plugin/sema/Consumer.cpp - Sema's view of the translation unit ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/Consumer.h"

#include "sema/MarkedSymbols.h"
#include "sema/PersistentOperators.h"
#include "sema/PersistentVariables.h"
#include "sema/RestoredObjects.h"
#include "sema/StorageClass.h"
#include "sema/TransientFields.h"
#include "sema/TranslationUnit.h"
#include "sema/WholeObjects.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclGroup.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"
#include <utility>

using namespace clang;

namespace stet {
namespace {

/// Visits what a declaration contains, prepares persistent variables for lowering, and
/// notes down what the checks will look at.
class DeclarationVisitor : public RecursiveASTVisitor<DeclarationVisitor> {
public:
  DeclarationVisitor(Sema &S, TranslationUnit &Unit) : S(S), Unit(Unit) {}

  bool VisitDecl(Decl *D) {
    Unit.Report.suppressions().add(D);
    return true;
  }
  bool VisitAttributedStmt(AttributedStmt *Statement) {
    Unit.Report.suppressions().add(Statement);
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) {
    markSymbol(S.getASTContext(), Variable);
    describePersistentVariable(S, Variable);
    checkStaticInitialiser(Unit.Report, Variable);
    describeRestored(S, Variable);
    if (Variable->hasGlobalStorage() && Variable->isThisDeclarationADefinition() &&
        !isDependent(Variable))
      Unit.Variables.insert(Variable);
    return true;
  }
  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->doesThisDeclarationHaveABody() && !Function->isDependentContext())
      Unit.Functions.insert(Function);
    return true;
  }
  /// In a template the instantiations count, which come by themselves.
  bool TraverseDecl(Decl *D) {
    bool WasInTemplate = IsInTemplate;
    auto *Context = dyn_cast_or_null<DeclContext>(D);
    IsInTemplate |= Context && Context->isDependentContext();
    bool GoesOn = RecursiveASTVisitor::TraverseDecl(D);
    IsInTemplate = WasInTemplate;
    return GoesOn;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Reference) {
    if (auto *Variable = dyn_cast<VarDecl>(Reference->getDecl()))
      describeRestored(S, Variable);
    return true;
  }
  bool VisitExpr(Expr *E) {
    if (!IsInTemplate)
      watchWholeObjects(S.getASTContext(), E);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    markRestoredCaptures(S, Lambda);
    Unit.Report.suppressions().add(Lambda->getCallOperator());
    return VisitFunctionDecl(Lambda->getCallOperator());
  }
  bool VisitCompoundStmt(CompoundStmt *Body) {
    if (std::optional<TransactionBlock> Block = blockOf(Body))
      if (!Block->Guard->getDeclContext()->isDependentContext())
        Unit.Blocks.insert({Block->Guard, *Block});
    return true;
  }

private:
  static bool isDependent(const VarDecl *Variable) {
    return Variable->getDeclContext()->isDependentContext() ||
           Variable->getType()->isDependentType() || Variable->getDescribedVarTemplate();
  }

  Sema &S;
  TranslationUnit &Unit;
  bool IsInTemplate = false;
};

class Consumer : public SemaConsumer {
public:
  explicit Consumer(std::shared_ptr<const DiagnosticControl> Control)
      : Control(std::move(Control)) {}

  void InitializeSema(Sema &TheSema) override {
    S = &TheSema;
    Unit = std::make_unique<TranslationUnit>(S->getASTContext(), *Control);
  }
  void ForgetSema() override { S = nullptr; }

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (Decl *D : Group)
      visit(D);
    return true;
  }
  void HandleInlineFunctionDefinition(FunctionDecl *Function) override { visit(Function); }
  void HandleCXXStaticMemberVarInstantiation(VarDecl *Variable) override { visit(Variable); }
  void CompleteTentativeDefinition(VarDecl *Variable) override {
    if (S)
      describePersistentVariable(*S, Variable);
  }
  void HandleTagDeclDefinition(TagDecl *Tag) override {
    auto *Record = dyn_cast<RecordDecl>(Tag);
    if (!S || !Record || Record->isDependentContext() || Record->isInvalidDecl())
      return;
    Unit->Classes.insert(Record);
    for (FieldDecl *Field : Record->fields())
      describeVolatileField(Field);
    auto *Class = dyn_cast<CXXRecordDecl>(Record);
    if (!Class)
      return;
    if (isPersistentClass(Class))
      addPersistentOperators(S->getASTContext(), Class);
    markMembers(S->getASTContext(), Class);
  }
  void HandleTranslationUnit(ASTContext &C) override {
    if (!Unit)
      return;
    // The checks may make Clang load more from a precompiled header or module, while they
    // look at what there is. It is prepared for lowering like the rest.
    std::unique_ptr<TranslationUnit> Complete =
        std::exchange(Unit, std::make_unique<TranslationUnit>(C, *Control));
    checkTranslationUnit(*Complete);
    Complete->Report.give();
  }

private:
  void describeVolatileField(FieldDecl *Field) {
    describeRestored(*S, Field);
    describeTransient(*S, Field);
  }
  void visit(Decl *D) {
    if (S)
      DeclarationVisitor(*S, *Unit).TraverseDecl(D);
  }

  std::shared_ptr<const DiagnosticControl> Control;
  Sema *S = nullptr;
  std::unique_ptr<TranslationUnit> Unit;
};

} // namespace

std::unique_ptr<ASTConsumer> createConsumer(std::shared_ptr<const DiagnosticControl> Control) {
  return std::make_unique<Consumer>(std::move(Control));
}

} // namespace stet
