//===-- plugin/sema/checks/IrrevocableCallCheck.cpp - What an abort cannot undo ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/IrrevocableCallCheck.h"

#include "clang/AST/Decl.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include <set>

using namespace clang;

namespace stet {

namespace {

/// Where the block itself does something: it takes the locks that it was given.
class GuardVisitor : public RecursiveASTVisitor<GuardVisitor> {
public:
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitStmt(Stmt *S) {
    Places.insert(S->getBeginLoc());
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) {
    Places.insert(Variable->getLocation());
    return true;
  }
  std::set<SourceLocation> Places;
};

} // namespace

static std::set<SourceLocation> placesOfGuard(const TransactionBlock &Block) {
  GuardVisitor Visitor;
  for (Stmt *Part : const_cast<CompoundStmt *>(Block.Body)->body()) {
    Visitor.TraverseStmt(Part);
    const auto *Declaration = dyn_cast<DeclStmt>(Part);
    if (Declaration && llvm::is_contained(Declaration->decls(), Block.Guard))
      break;
  }
  return std::move(Visitor.Places);
}

void checkIrrevocableCalls(TranslationUnit &Unit, const TransactionBlock &Block,
                           ArrayRef<Effect> Found) {
  SourceLocation Begin = Block.keyword(Unit.C.getSourceManager());
  std::set<SourceLocation> Given, OfGuard = placesOfGuard(Block);
  for (const Effect &E : Found) {
    // The block itself takes the locks that it was given.
    if (E.What != Effect::IrrevocableCall || OfGuard.count(E.begin()) ||
        !Given.insert(E.begin()).second)
      continue;
    std::string Does = quoted(E.Callee);
    if (!E.Chain.empty())
      Does = "the call to " + calleeName(E.Chain.front().Callee) + " calls " + Does + ", which";
    Finding F{Diagnostic::IrrevocableCall, E.begin(),
              Does +
                  " can't be undone if the transaction aborts: " + whyIrrevocable(E.Outside).str(),
              E.begin()};
    appendCallChain(Unit, F, E, "called");
    F.Notes.push_back({Begin, "the transaction begins here", {}});
    Unit.Report.report(std::move(F));
  }
}

} // namespace stet
