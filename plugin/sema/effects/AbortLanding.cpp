//===-- plugin/sema/effects/AbortLanding.cpp - Where control goes on when a block aborts ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/AbortLanding.h"

#include "sema/effects/VariableUses.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;

namespace stet {

struct AbortLanding::Flow {
  std::unique_ptr<CFG> Graph;
  ParentMap Parents;

  Flow(const FunctionDecl *Function, ASTContext &C) : Parents(Function->getBody()) {
    CFG::BuildOptions Options;
    Options.setAllAlwaysAdd();
    Options.AddEHEdges = true;
    Graph = CFG::buildCFG(Function, Function->getBody(), &C, Options);
  }
};

AbortLanding::AbortLanding(ASTContext &C) : C(C) {}
AbortLanding::~AbortLanding() = default;

AbortLanding::Flow *AbortLanding::flowOf(const FunctionDecl *Function) {
  std::unique_ptr<Flow> &Known = Flows[Function];
  if (!Known)
    Known = std::make_unique<Flow>(Function, C);
  return Known->Graph ? Known.get() : nullptr;
}

/// The value that the expression has after an abort, where it asks for nothing else.
static std::optional<bool> valueAfterAbort(const Expr *Condition) {
  Condition = Condition->IgnoreParenCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition); Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Value = valueAfterAbort(Not->getSubExpr());
    return Value ? std::optional<bool>(!*Value) : std::nullopt;
  }
  if (const auto *Comparison = dyn_cast<BinaryOperator>(Condition);
      Comparison && Comparison->isEqualityOp()) {
    const auto *Zero = dyn_cast<IntegerLiteral>(Comparison->getRHS()->IgnoreParenCasts());
    if (!Zero || Zero->getValue() != 0)
      return std::nullopt;
    std::optional<bool> Value = valueAfterAbort(Comparison->getLHS());
    bool IsEqual = Comparison->getOpcode() == BO_EQ;
    return Value ? std::optional<bool>(*Value != IsEqual) : std::nullopt;
  }
  if (const auto *Call = dyn_cast<CallExpr>(Condition)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Callee->getIdentifier() && Callee->getName() == "stet_last_abort")
      return true;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(Condition);
      Binary && Binary->getOpcode() == BO_Assign)
    return valueAfterAbort(Binary->getRHS());
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Condition))
    if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
        Variable && Variable->hasLocalStorage() && Variable->hasInit())
      return valueAfterAbort(Variable->getInit());
  return std::nullopt;
}

namespace {

/// Searches forward from the landing places.
class ReadSearch {
public:
  ReadSearch(const VariableUses &Uses, const VarDecl *Variable) : Uses(Uses), Variable(Variable) {}

  void from(const CFGBlock *Landing) { Pending.push_back(Landing); }

  const DeclRefExpr *first() {
    for (size_t I = 0; I < Pending.size(); ++I)
      if (Seen.insert(Pending[I]).second)
        if (const DeclRefExpr *Read = searchBlock(*Pending[I]))
          return Read;
    return nullptr;
  }

private:
  const DeclRefExpr *searchBlock(const CFGBlock &B) {
    for (const CFGElement &Element : B) {
      std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
      if (!Statement)
        continue;
      const Stmt *S = Statement->getStmt();
      if (const auto *Mention = dyn_cast<DeclRefExpr>(S); Mention && Uses.isRead(Mention))
        return Mention;
      if (Uses.isOverwrittenBy(S) || (!Variable->hasLocalStorage() && isa<CallExpr>(S)))
        return nullptr;
    }
    follow(B);
    return nullptr;
  }

  void follow(const CFGBlock &B) {
    if (B.succ_size() == 2)
      if (const auto *Condition = dyn_cast_or_null<Expr>(B.getTerminatorCondition()))
        if (std::optional<bool> Value = valueAfterAbort(Condition))
          return add(B.succ_begin()[*Value ? 0 : 1]);
    for (const CFGBlock::AdjacentBlock &Next : B.succs())
      add(Next);
  }
  void add(const CFGBlock *Next) {
    if (Next)
      Pending.push_back(Next);
  }

  const VariableUses &Uses;
  const VarDecl *Variable;
  llvm::SmallVector<const CFGBlock *, 16> Pending;
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen;
};

} // namespace

static bool catchesAll(const CXXTryStmt *Try) {
  for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
    if (!Try->getHandler(I)->getExceptionDecl())
      return true;
  return false;
}

/// The try blocks that the statement stands in, from the inner to the first that lets no
/// exception pass. A handler's own try block is not around it.
static SmallVector<const CXXTryStmt *, 4> triesAround(const ParentMap &Parents, const Stmt *S) {
  SmallVector<const CXXTryStmt *, 4> Tries;
  const Stmt *Inner = S;
  for (const Stmt *Outer = Parents.getParent(S); Outer; Outer = Parents.getParent(Outer)) {
    if (const auto *Try = dyn_cast<CXXTryStmt>(Outer); Try && Try->getTryBlock() == Inner) {
      Tries.push_back(Try);
      if (catchesAll(Try))
        break;
    }
    Inner = Outer;
  }
  return Tries;
}

const DeclRefExpr *AbortLanding::readAfterAbort(const TransactionBlock &Block,
                                                const VarDecl *Variable) {
  const FunctionDecl *Function = Block.function();
  const auto *Owner = dyn_cast<FunctionDecl>(Variable->getDeclContext());
  bool IsCaptured = Variable->hasLocalStorage() && Owner && Owner != Function;
  if (IsCaptured)
    Function = Owner;
  if (!Function || !Function->getBody())
    return nullptr;
  Flow *F = flowOf(Function);
  if (!F)
    return nullptr;
  VariableUses Uses(Function, F->Parents, Variable);
  ReadSearch Search(Uses, Variable);
  SmallVector<const CXXTryStmt *, 4> Tries;
  if (!IsCaptured)
    Tries = triesAround(F->Parents, Block.Body);
  // The entry has the highest number: blocks come in the order of the text.
  for (const CFGBlock *B : llvm::reverse(*F->Graph)) {
    if (const auto *Branch = dyn_cast_or_null<IfStmt>(B->getTerminatorStmt());
        Block.resumes() && Branch && Branch->getElse() == Block.Body && B->succ_size() == 2) {
      if (const CFGBlock *Behind = B->succ_begin()[0])
        Search.from(Behind);
    }
    if (const auto *Handler = dyn_cast_or_null<CXXCatchStmt>(B->getLabel()))
      if (IsCaptured || llvm::any_of(Tries, [&](const CXXTryStmt *Try) {
            for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
              if (Try->getHandler(I) == Handler)
                return true;
            return false;
          }))
        Search.from(B);
  }
  return Search.first();
}

} // namespace stet
