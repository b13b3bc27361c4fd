//===-- plugin/sema/checks/UnsafeCallCheck.cpp - Functions that must not be called in a transaction
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/UnsafeCallCheck.h"

#include "sema/StorageClass.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace stet {
namespace {

class CallVisitor : public RecursiveASTVisitor<CallVisitor> {
public:
  CallVisitor(TranslationUnit &Unit, SourceLocation Block) : Unit(Unit), Block(Block) {}

  bool VisitCallExpr(CallExpr *Call) {
    check(Call->getDirectCallee(), Call->getExprLoc(), Call->getSourceRange());
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Construction) {
    check(Construction->getConstructor(), Construction->getLocation(),
          Construction->getSourceRange());
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  void check(const FunctionDecl *Callee, SourceLocation At, SourceRange Range) {
    const Decl *Marked = Callee ? unsafeDeclaration(Callee) : nullptr;
    if (!Marked)
      return;
    Finding F{Diagnostic::UnsafeCall, At,
              "'" + Callee->getQualifiedNameAsString() + "' must not be called in a transaction",
              Range};
    F.Notes.push_back({Marked->getLocation(), "marked '[[stet::transaction_unsafe]]' here", {}});
    F.Notes.push_back({Block, "the transaction begins here", {}});
    Unit.Report.report(std::move(F));
  }

  TranslationUnit &Unit;
  SourceLocation Block;
};

} // namespace

void checkUnsafeCalls(TranslationUnit &Unit, const TransactionBlock &Block) {
  CallVisitor(Unit, Block.keyword(Unit.C.getSourceManager()))
      .TraverseStmt(const_cast<CompoundStmt *>(Block.Body));
}

} // namespace stet
