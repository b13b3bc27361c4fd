//===-- plugin/sema/effects/AbortLanding.cpp - Where control goes on when a block aborts ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/AbortLanding.h"

#include "sema/effects/IrrevocableCalls.h"
#include "sema/effects/UnseenWrites.h"
#include "sema/effects/VariableUses.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/PointerIntPair.h"

using namespace clang;

namespace stet {

namespace {

/// The body of the block that begins behind the branch, which goes behind it after an abort, else
/// into it; nullptr when it is no such branch.
const CompoundStmt *blockBegunBy(const CFGBlock &B) {
  const auto *Branch = dyn_cast_or_null<IfStmt>(B.getTerminatorStmt());
  const auto *Body = Branch ? dyn_cast_or_null<CompoundStmt>(Branch->getElse()) : nullptr;
  return Body && B.succ_size() == 2 && blockOf(Body) ? Body : nullptr;
}

/// A function that asks for the abort, or writes a message, changes no variable.
bool mayOverwriteGlobals(const Stmt *S) {
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !isOfSystemHeader(Callee))
    return Call;
  Irrevocable What =
      irrevocabilityOf(Callee, ArrayRef<const Expr *>(Call->getArgs(), Call->getNumArgs()));
  return !cLibraryName(Callee).starts_with("stet_") && What != Irrevocable::Output &&
         What != Irrevocable::Tolerated;
}

/// Searches forward from the landing places. stet_last_abort() speaks of the block that was the
/// last to end: from where another one begins, or the same once more, it is not known.
class ReadSearch {
public:
  ReadSearch(LastAbort &Last, const CaughtAbort &Caught, const VariableUses &Uses,
             const VarDecl *Variable)
      : Last(Last), Caught(Caught), Uses(Uses), Variable(Variable) {}

  void from(const CFGBlock *Landing) { add(Landing, true); }
  void fromBehind(const CFGBlock *B, const Stmt *S) { Tails.push_back({B, S}); }

  const DeclRefExpr *first() {
    for (auto [B, S] : Tails)
      if (const DeclRefExpr *Read = search({B, true}, S))
        return Read;
    for (size_t I = 0; I < Pending.size(); ++I) {
      State Next = Pending[I];
      if (Seen.insert(Next).second)
        if (const DeclRefExpr *Read = search(Next))
          return Read;
    }
    return nullptr;
  }

private:
  /// A block of the graph, and whether the last transaction to end has aborted.
  using State = llvm::PointerIntPair<const CFGBlock *, 1, bool>;

  const DeclRefExpr *search(State At, const Stmt *Behind = nullptr) {
    for (const CFGElement &Element : *At.getPointer()) {
      std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
      if (!Statement)
        continue;
      const Stmt *S = Statement->getStmt();
      if (Behind) {
        Behind = S == Behind ? nullptr : Behind;
        continue;
      }
      if (const auto *Mention = dyn_cast<DeclRefExpr>(S); Mention && Uses.isRead(Mention))
        return Mention;
      if (Uses.isOverwrittenBy(S) || (!Variable->hasLocalStorage() && mayOverwriteGlobals(S)))
        return nullptr;
    }
    follow(*At.getPointer(), At.getInt());
    return nullptr;
  }

  void follow(const CFGBlock &B, bool HasAborted) {
    if (blockBegunBy(B)) {
      add(B.succ_begin()[0], true);
      return add(B.succ_begin()[1], false);
    }
    const auto *Switch = dyn_cast_or_null<SwitchStmt>(B.getTerminatorStmt());
    if (HasAborted && !Switch && B.succ_size() == 2)
      if (const auto *Condition = dyn_cast_or_null<Expr>(B.getTerminatorCondition()))
        if (std::optional<bool> Value = Last.valueOf(Condition, Caught))
          return add(B.succ_begin()[*Value ? 0 : 1], true);
    // The result may have been asked for in a way that is not understood.
    if (Caught.Result && B.getTerminatorStmt() && B.succ_size() > 1)
      return;
    bool IsNotZero = HasAborted && Switch && Last.valueOf(Switch->getCond(), Caught) == true;
    for (const CFGBlock::AdjacentBlock &Next : B.succs())
      if (!IsNotZero || !isCaseOfZero(Next))
        add(Next, HasAborted);
  }
  static bool isCaseOfZero(const CFGBlock *B) {
    const auto *Case = B ? dyn_cast_or_null<CaseStmt>(B->getLabel()) : nullptr;
    const Expr *Value = Case && !Case->getRHS() ? Case->getLHS()->IgnoreParenCasts() : nullptr;
    if (const auto *Constant = dyn_cast_or_null<ConstantExpr>(Value))
      Value = Constant->getSubExpr()->IgnoreParenCasts();
    const auto *Number = dyn_cast_or_null<IntegerLiteral>(Value);
    return Number && Number->getValue() == 0;
  }
  void add(const CFGBlock *Next, bool HasAborted) {
    if (Next)
      Pending.push_back({Next, HasAborted});
  }

  LastAbort &Last;
  const CaughtAbort &Caught;
  const VariableUses &Uses;
  const VarDecl *Variable;
  llvm::SmallVector<std::pair<const CFGBlock *, const Stmt *>, 2> Tails;
  llvm::SmallVector<State, 16> Pending;
  llvm::DenseSet<State> Seen;
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

namespace {

struct LambdaPlace {
  const CFGBlock *In;
  const Stmt *At;
};

/// The places of a function where lambdas that capture a variable are called, as far as can be
/// told: where they are made, or where the variables are mentioned that they are kept in.
class LambdaFinder {
public:
  LambdaFinder(const CFG &Graph, const VarDecl *Captured) {
    forEach<DeclStmt>(Graph, [&](const CFGBlock *, const DeclStmt *Declaration) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit())
          if (const auto *Lambda = dyn_cast<LambdaExpr>(Variable->getInit()->IgnoreImplicit()))
            Kept.try_emplace(Lambda, Variable);
    });
    llvm::SmallPtrSet<const VarDecl *, 4> Names;
    forEach<LambdaExpr>(Graph, [&](const CFGBlock *B, const LambdaExpr *Lambda) {
      if (llvm::none_of(Lambda->captures(), [&](const LambdaCapture &Capture) {
            return Capture.capturesVariable() && Capture.getCapturedVar() == Captured;
          }))
        return;
      Made.push_back({B, Lambda});
      if (const VarDecl *Name = Kept.lookup(Lambda))
        Names.insert(Name);
      else
        Used.push_back({B, Lambda});
    });
    forEach<DeclRefExpr>(Graph, [&](const CFGBlock *B, const DeclRefExpr *Mention) {
      if (const auto *Name = dyn_cast<VarDecl>(Mention->getDecl()); Name && Names.contains(Name))
        Used.push_back({B, Mention});
    });
  }
  SmallVector<LambdaPlace, 4> Made, Used;

private:
  template <class Kind, class Function> static void forEach(const CFG &Graph, Function F) {
    for (const CFGBlock *B : Graph)
      for (const CFGElement &Element : *B)
        if (std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>())
          if (const auto *S = dyn_cast<Kind>(Statement->getStmt()))
            F(B, S);
  }
  llvm::DenseMap<const LambdaExpr *, const VarDecl *> Kept;
};

} // namespace

/// What control may reach once there is one of the lambdas.
static llvm::DenseSet<const CFGBlock *> reachedFrom(ArrayRef<LambdaPlace> Lambdas) {
  SmallVector<const CFGBlock *, 16> Pending;
  for (const LambdaPlace &Each : Lambdas)
    Pending.push_back(Each.In);
  llvm::DenseSet<const CFGBlock *> Reached(Pending.begin(), Pending.end());
  while (!Pending.empty())
    for (const CFGBlock::AdjacentBlock &Next : Pending.pop_back_val()->succs())
      if (Next && Reached.insert(Next).second)
        Pending.push_back(Next);
  return Reached;
}

/// What the handler returns, as the only thing that it does; nullptr when it does something else.
static const Expr *onlyResultOf(const CXXCatchStmt *Handler) {
  const auto *Body = dyn_cast<CompoundStmt>(Handler->getHandlerBlock());
  const auto *Return =
      Body && Body->size() == 1 ? dyn_cast<ReturnStmt>(Body->body_front()) : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

static bool doesNothing(const CXXCatchStmt *Handler) {
  const auto *Body = dyn_cast<CompoundStmt>(Handler->getHandlerBlock());
  return Body && Body->body_empty();
}

/// Of the block's own function, where its handlers do nothing else.
CaughtAbort AbortLanding::caughtAbortOf(const TransactionBlock &Block) {
  const FunctionDecl *Function = Block.function();
  const FunctionFlow *F = Function && Function->getBody() ? Flows.of(Function) : nullptr;
  if (!F)
    return {};
  ASTContext &C = Function->getASTContext();
  bool ReturnsNothing = Function->getReturnType()->isVoidType();
  CaughtAbort Caught;
  for (const CXXTryStmt *Try : triesAround(F->Parents, Block.Body))
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
      const CXXCatchStmt *Handler = Try->getHandler(I);
      const Expr *Result = onlyResultOf(Handler);
      bool Value = false;
      bool IsKnown = ReturnsNothing
                         ? doesNothing(Handler)
                         : Result && !Result->isValueDependent() && !Result->HasSideEffects(C) &&
                               Result->EvaluateAsBooleanCondition(Value, C);
      if (!IsKnown || (Caught.Result && *Caught.Result != Value))
        return {};
      Caught.By = Function;
      if (!ReturnsNothing)
        Caught.Result = Value;
    }
  return Caught;
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
  const FunctionFlow *F = Flows.of(Function);
  if (!F)
    return nullptr;
  VariableUses Uses(Function, F->Parents, Variable);
  CaughtAbort Caught = IsCaptured ? caughtAbortOf(Block) : CaughtAbort();
  ReadSearch Search(Last, Caught, Uses, Variable);
  SmallVector<const CXXTryStmt *, 4> Tries;
  llvm::DenseSet<const CFGBlock *> Later;
  if (!IsCaptured) {
    Uses.lookAtMembersOf(Block.Body);
    Tries = triesAround(F->Parents, Block.Body);
  } else {
    LambdaFinder Lambdas(*F->Graph, Variable);
    Later = reachedFrom(Lambdas.Made);
    if (Caught.By)
      for (const LambdaPlace &Each : Lambdas.Used)
        Search.fromBehind(Each.In, Each.At);
  }
  // The entry has the highest number: blocks come in the order of the text.
  for (const CFGBlock *B : llvm::reverse(*F->Graph)) {
    if (Block.resumes() && blockBegunBy(*B) == Block.Body)
      Search.from(B->succ_begin()[0]);
    if (const auto *Handler = dyn_cast_or_null<CXXCatchStmt>(B->getLabel()))
      if (IsCaptured ? Later.contains(B) : llvm::any_of(Tries, [&](const CXXTryStmt *Try) {
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
