//===-- plugin/sema/MarkedSymbols.cpp - Symbols that tell the storage class ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/MarkedSymbols.h"

#include "Markers.h"
#include "sema/StorageClass.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Mangle.h"

using namespace clang;

namespace stet {

/// Empty for other variables, and for restored ones that can't be copied byte by byte: how
/// they are saved is known only where they are defined.
static StringRef prefixOf(const ASTContext &C, const VarDecl *Variable) {
  if (isPersistentVariable(Variable))
    return PersistentSymbolPrefix;
  if (isRestored(Variable) && Variable->getType().isTriviallyCopyableType(C))
    return RestoredSymbolPrefix;
  return "";
}

void markSymbol(ASTContext &C, VarDecl *Variable) {
  bool IsKnownOtherwise = Variable->isStaticDataMember() ||
                          (Variable->isInNamedModule() && !Variable->isStaticLocal()) ||
                          (Variable->isThisDeclarationADefinition() == VarDecl::DeclarationOnly &&
                           !Variable->hasExternalStorage());
  if (!IsKnownOtherwise || Variable->isInvalidDecl() || !Variable->isExternallyVisible() ||
      Variable->getDeclContext()->isDependentContext() || Variable->getDescribedVarTemplate() ||
      Variable->hasAttr<AsmLabelAttr>())
    return;
  StringRef Prefix = prefixOf(C, Variable);
  if (!Prefix.empty())
    Variable->addAttr(
        AsmLabelAttr::CreateImplicit(C, (Prefix + ASTNameGenerator(C).getName(Variable)).str()));
}

void markMembers(ASTContext &C, CXXRecordDecl *Class) {
  for (Decl *Member : Class->decls())
    if (auto *Variable = dyn_cast<VarDecl>(Member))
      markSymbol(C, Variable);
}

} // namespace stet
