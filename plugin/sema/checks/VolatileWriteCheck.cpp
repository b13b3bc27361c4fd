//===-- plugin/sema/checks/VolatileWriteCheck.cpp - Changes that an abort does not undo ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/VolatileWriteCheck.h"

#include "sema/StorageClass.h"
#include "sema/checks/CallChain.h"
#include "sema/checks/VariableFixIt.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include <set>

using namespace clang;

namespace stet {
namespace {

/// The variables that are declared in a block.
class DeclaredVisitor : public RecursiveASTVisitor<DeclaredVisitor> {
public:
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitVarDecl(VarDecl *Variable) {
    Variables.insert(Variable);
    return true;
  }
  llvm::SmallPtrSet<const VarDecl *, 16> Variables;
};

/// Where a block ends with `done = true;`: nothing that follows can abort, so the value tells
/// whether the transaction was committed.
std::set<SourceLocation> flagsAtEnd(const ASTContext &C, const CompoundStmt *Body) {
  std::set<SourceLocation> Places;
  for (const Stmt *Last : llvm::reverse(Body->body())) {
    const auto *Assignment = dyn_cast<BinaryOperator>(Last);
    if (!Assignment || Assignment->getOpcode() != BO_Assign)
      break;
    const auto *Target = dyn_cast<DeclRefExpr>(Assignment->getLHS()->IgnoreParens());
    const auto *Variable = Target ? dyn_cast<VarDecl>(Target->getDecl()) : nullptr;
    if (!Variable || !Variable->hasLocalStorage() || !Variable->getType()->isScalarType() ||
        isRestored(Variable) || !Assignment->getRHS()->isEvaluatable(C))
      break;
    Places.insert(Assignment->getBeginLoc());
  }
  return Places;
}

class BlockChecker {
public:
  BlockChecker(TranslationUnit &Unit, const TransactionBlock &Block, AbortLanding &Landing,
               ScratchVariables &Scratch)
      : Unit(Unit), SM(Unit.C.getSourceManager()), Block(Block), Landing(Landing), Scratch(Scratch),
        Flags(flagsAtEnd(Unit.C, Block.Body)) {
    Declared.TraverseStmt(const_cast<CompoundStmt *>(Block.Body));
  }

  void check(const Effect &E) {
    if (E.What != Effect::Write || E.Where.IsExempt || !outlivesBlock(E.Where) ||
        Flags.count(E.begin()))
      return;
    const DeclRefExpr *Read = Landing.readAfterAbort(Block, E.Where.Root);
    if (!Read && (E.Where.Root->hasLocalStorage() ||
                  (E.Where.What == Place::Variable && Scratch.contains(E.Where.Root))))
      return;
    reportWrite(E);
    if (Read)
      reportRead(E, Read);
  }

private:
  bool outlivesBlock(Place P) const {
    if (P.What != Place::Variable && P.What != Place::Pointee)
      return false;
    // A range-for's own variables have no name to tell; what it goes over does.
    if (P.Root->isImplicit() || (P.Root->hasLocalStorage() && Declared.Variables.contains(P.Root)))
      return false;
    return !SM.isInSystemHeader(SM.getExpansionLoc(P.Root->getLocation()));
  }

  /// Whether '[[stet::restored]]' could keep a copy of it.
  static bool isCopyable(const VarDecl *Variable) {
    const CXXRecordDecl *Class =
        Variable->getType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (!Class || !Class->hasDefinition())
      return true;
    if (Class->needsImplicitCopyConstructor())
      return !Class->defaultedCopyConstructorIsDeleted();
    return llvm::any_of(Class->ctors(), [](const CXXConstructorDecl *Constructor) {
      return Constructor->isCopyConstructor() && !Constructor->isDeleted() &&
             Constructor->getAccess() == AS_public;
    });
  }

  std::string nameOf(Place P) const {
    return P.What == Place::Pointee ? "the object that " + quoted(P.Root) + " points to"
                                    : quoted(P.Root);
  }

  void reportWrite(const Effect &E) {
    Finding F{Diagnostic::VolatileWrite, E.begin(),
              nameOf(E.Where) + " is volatile: its change is not undone if the transaction aborts",
              E.begin()};
    noteDeclaration(F, E.Where);
    appendCallChain(Unit, F, E, "changed");
    Unit.Report.report(std::move(F));
  }

  void reportRead(const Effect &E, const DeclRefExpr *Read) {
    Finding F{Diagnostic::VolatileReadAfterAbort, Read->getLocation(),
              nameOf(E.Where) +
                  " is read where an abort of the transaction lands: it still has the value that "
                  "the transaction gave it",
              Read->getSourceRange()};
    F.Notes.push_back({E.begin(), "changed in the transaction here", {}});
    noteDeclaration(F, E.Where);
    Unit.Report.report(std::move(F));
  }

  void noteDeclaration(Finding &F, Place P) const {
    const VarDecl *Variable = P.Root->getDefinition() ? P.Root->getDefinition() : P.Root;
    FindingNote Note{Variable->getLocation(), "declared here", {}};
    if (P.What == Place::Variable && !isa<ParmVarDecl>(Variable) && isCopyable(Variable))
      if (std::optional<FixItHint> Mark = markVariable(Variable, "stet::restored")) {
        Note.Text += "; add '[[stet::restored]]' to have it restored";
        Note.FixIts.push_back(std::move(*Mark));
      }
    F.Notes.push_back(std::move(Note));
  }

  TranslationUnit &Unit;
  const SourceManager &SM;
  const TransactionBlock &Block;
  AbortLanding &Landing;
  ScratchVariables &Scratch;
  const std::set<SourceLocation> Flags;
  DeclaredVisitor Declared;
};

} // namespace

void checkVolatileWrites(TranslationUnit &Unit, const TransactionBlock &Block,
                         ArrayRef<Effect> Found, AbortLanding &Landing, ScratchVariables &Scratch) {
  BlockChecker Checker(Unit, Block, Landing, Scratch);
  for (const Effect &E : Found)
    Checker.check(E);
}

} // namespace stet
