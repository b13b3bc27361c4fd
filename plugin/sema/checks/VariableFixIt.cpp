//===-- plugin/sema/checks/VariableFixIt.cpp - Marks a variable with an attribute ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/VariableFixIt.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace stet {

/// Whether it is one of several declarators, as in `int a, b;`: all begin with the type.
static bool isDeclaredWithOthers(const VarDecl *Variable) {
  return llvm::any_of(Variable->getLexicalDeclContext()->decls(), [&](const Decl *D) {
    const auto *Other = dyn_cast<DeclaratorDecl>(D);
    return Other && Other != Variable && Other->getBeginLoc() == Variable->getBeginLoc();
  });
}

std::optional<FixItHint> markVariable(const VarDecl *Variable, StringRef Attribute) {
  const ASTContext &C = Variable->getASTContext();
  std::string Mark = ("[[" + Attribute + "]]").str();
  if (!Variable->getBeginLoc().isFileID())
    return std::nullopt;
  if (isa<DecompositionDecl>(Variable) || !isDeclaredWithOthers(Variable))
    return FixItHint::CreateInsertion(Variable->getBeginLoc(), Mark + " ");
  SourceLocation Behind =
      Lexer::getLocForEndOfToken(Variable->getLocation(), 0, C.getSourceManager(), C.getLangOpts());
  if (Behind.isInvalid() || !Variable->getLocation().isFileID())
    return std::nullopt;
  return FixItHint::CreateInsertion(Behind, " " + Mark);
}

} // namespace stet
