//===-- plugin/sema/checks/AssemblyCheck.cpp - Assembly that writes arrays of any length ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/AssemblyCheck.h"

#include "sema/StorageClass.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace stet {
namespace {

class AssemblyVisitor : public RecursiveASTVisitor<AssemblyVisitor> {
public:
  explicit AssemblyVisitor(TranslationUnit &Unit) : Unit(Unit) {}

  void visitBlock(const TransactionBlock &B) {
    Block = B.keyword(Unit.C.getSourceManager());
    TraverseStmt(const_cast<CompoundStmt *>(B.Body));
    Block = SourceLocation();
  }
  void visitFunction(const FunctionDecl *F) { TraverseStmt(F->getBody()); }

  bool VisitAsmStmt(AsmStmt *Assembly) {
    if (!Visited.insert(Assembly).second)
      return true;
    for (const Expr *Output : Assembly->outputs())
      if (Output->getType()->isVariableArrayType())
        report(Output);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; } // its operator is a function

private:
  void report(const Expr *Output) {
    bool IsInBlock = Block.isValid();
    Finding F{Diagnostic::UnsafeStatement, Output->getExprLoc(),
              std::string("inline assembly that writes an array of variable length ") +
                  (IsInBlock ? "in a transaction cannot be rolled back"
                             : "cannot be rolled back if it executes in a transaction"),
              Output->getSourceRange()};
    if (IsInBlock)
      F.Notes.push_back({Block, "the transaction begins here", {}});
    else
      F.Default = DiagnosticSeverity::Warning;
    Unit.Report.report(std::move(F));
  }

  TranslationUnit &Unit;
  SourceLocation Block; ///< that is being visited
  llvm::SmallPtrSet<const AsmStmt *, 8> Visited;
};

} // namespace

void checkAssembly(TranslationUnit &Unit) {
  AssemblyVisitor Visitor(Unit);
  for (const auto &[Guard, Block] : Unit.Blocks)
    Visitor.visitBlock(Block);
  for (const FunctionDecl *F : Unit.Functions)
    if (!isTransactionPure(F))
      Visitor.visitFunction(F);
}

} // namespace stet
