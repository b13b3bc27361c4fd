//===-- plugin/sema/PersistentSymbols.cpp - Symbols that say that they are persistent ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/PersistentSymbols.h"

#include "Markers.h"
#include "sema/StorageClass.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Mangle.h"

using namespace clang;

namespace stet {

void markPersistentSymbol(ASTContext &C, VarDecl *Variable) {
  bool IsKnownOtherwise =
      Variable->isStaticDataMember() ||
      (Variable->isInNamedModule() && !Variable->isStaticLocal()) ||
      (Variable->isThisDeclarationADefinition() == VarDecl::DeclarationOnly &&
       !Variable->hasExternalStorage());
  if (!IsKnownOtherwise || !isPersistentVariable(Variable) || Variable->isInvalidDecl() ||
      !Variable->isExternallyVisible() || Variable->getDeclContext()->isDependentContext() ||
      Variable->getDescribedVarTemplate() || Variable->hasAttr<AsmLabelAttr>())
    return;
  Variable->addAttr(AsmLabelAttr::CreateImplicit(
      C, (PersistentSymbolPrefix + ASTNameGenerator(C).getName(Variable)).str()));
}

void markPersistentMembers(ASTContext &C, CXXRecordDecl *Class) {
  for (Decl *Member : Class->decls())
    if (auto *Variable = dyn_cast<VarDecl>(Member))
      markPersistentSymbol(C, Variable);
}

} // namespace stet
