//===-- plugin/sema/TransactionBlock.cpp - A transaction block in the AST ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/TransactionBlock.h"

#include "Markers.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace stet {

const FunctionDecl *TransactionBlock::function() const {
  return dyn_cast<FunctionDecl>(Guard->getDeclContext());
}

SourceLocation TransactionBlock::keyword(const SourceManager &SM) const {
  return SM.getExpansionLoc(Guard->getLocation());
}

bool TransactionBlock::resumes() const {
  const LangOptions &Options = Guard->getASTContext().getLangOpts();
  return !Options.CPlusPlus || !Options.CXXExceptions;
}

std::optional<TransactionBlock> blockOf(const CompoundStmt *Body) {
  unsigned Looked = 0;
  for (const Stmt *Statement : Body->body()) {
    const auto *Declaration = dyn_cast<DeclStmt>(Statement);
    if (!Declaration || !Declaration->isSingleDecl() || ++Looked > 2)
      return std::nullopt;
    const auto *Variable = dyn_cast<VarDecl>(Declaration->getSingleDecl());
    if (Variable && Variable->getDeclName().isIdentifier() &&
        Variable->getName().starts_with(GuardName))
      return TransactionBlock{Body, Variable};
  }
  return std::nullopt;
}

} // namespace stet
