//===-- plugin/sema/PersistentVariables.cpp - Definitions of persistent variables ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/PersistentVariables.h"

#include "Markers.h"
#include "sema/StorageClass.h"
#include "sema/TypeLayout.h"
#include "sema/diagnostics/Reporter.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Mangle.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stet {

static bool isDescribed(const VarDecl *Variable) {
  for (const auto *Annotation : Variable->specific_attrs<AnnotateAttr>())
    if (Annotation->getAnnotation().starts_with(LayoutAnnotation) ||
        Annotation->getAnnotation().starts_with(CodeLayoutAnnotation))
      return true;
  return false;
}

void describePersistentVariable(Sema &S, VarDecl *Variable) {
  ASTContext &C = S.getASTContext();
  if (!isPersistentVariable(Variable) || Variable->isInvalidDecl() ||
      Variable->getDeclContext()->isDependentContext() || Variable->getDescribedVarTemplate() ||
      Variable->getType()->isDependentType() ||
      Variable->isThisDeclarationADefinition() == VarDecl::DeclarationOnly ||
      Variable->getType()->isIncompleteType() || isDescribed(Variable))
    return;
  TypeLayout Layout = describeLayout(C, Variable->getType());
  StringRef Prefix = Layout.HoldsCodePointers ? CodeLayoutAnnotation : LayoutAnnotation;
  Variable->addAttr(AnnotateAttr::CreateImplicit(C, (Prefix + Layout.Text).str(), nullptr, 0));
  if (S.getLangOpts().CPlusPlus && !Variable->isStaticLocal())
    Variable->addAttr(InitSegAttr::CreateImplicit(
        C, (InitialiserSection + ASTNameGenerator(C).getName(Variable)).str()));
}

namespace {

/// Finds the first use of a persistent variable's address in an initialiser.
class AddressFinder : public RecursiveASTVisitor<AddressFinder> {
public:
  bool VisitDeclRefExpr(DeclRefExpr *Reference) {
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    if (Variable && isPersistentVariable(Variable))
      Found = Reference;
    return !Found;
  }
  // Operands of sizeof and the like are not evaluated.
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *,
                                        DataRecursionQueue * = nullptr) {
    return true;
  }
  DeclRefExpr *Found = nullptr;
};

} // namespace

void checkStaticInitialiser(Reporter &Report, const VarDecl *Variable) {
  if (Variable->getASTContext().getLangOpts().CPlusPlus || !Variable->hasGlobalStorage() ||
      !Variable->hasInit() || isPersistentVariable(Variable))
    return;
  AddressFinder Finder;
  Finder.TraverseStmt(const_cast<Expr *>(Variable->getInit()));
  if (!Finder.Found)
    return;
  Report.report({Diagnostic::PersistentVariable, Finder.Found->getLocation(),
                 "the address of persistent variable '" +
                     Finder.Found->getDecl()->getNameAsString() +
                     "' is not a constant: it is known only when the pool is open; assign it in a "
                     "function",
                 Finder.Found->getSourceRange()});
}

} // namespace stet
