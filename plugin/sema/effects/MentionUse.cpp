//===-- plugin/sema/effects/MentionUse.cpp - What a mention of a variable does to it ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/MentionUse.h"

#include "sema/effects/StdNames.h"
#include "sema/effects/UnseenWrites.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include <optional>

using namespace clang;

namespace stet {

const Stmt *loadOf(const ParentMap &Parents, const Stmt *Mention) {
  const auto *Load = dyn_cast_or_null<ImplicitCastExpr>(Parents.getParentIgnoreParens(Mention));
  return Load && Load->getCastKind() == CK_LValueToRValue ? Load : nullptr;
}

namespace {

/// Follows a mention of the variable outwards to the expression that uses it.
class UseFinder {
public:
  UseFinder(const ParentMap &Parents, const VarDecl *Variable, const VariableNames &Names)
      : Parents(Parents), Variable(Variable), Names(Names) {}

  /// `By` becomes what overwrites.
  Use of(const DeclRefExpr *Mention, const Stmt *&By) const {
    if (const auto *Lambda = dyn_cast_or_null<LambdaExpr>(Parents.getParent(Mention)))
      return capturedBy(Lambda);
    if (Names.Introductions.contains(Mention))
      return Use::Neither;
    QualType Type = Mention->getType();
    return Type->isPointerType() && !declaresSameEntity(Mention->getDecl(), Variable)
               ? ofPointer(Mention, By)
               : ofObject(Mention, Type, true, By);
  }

private:
  bool copies(const LambdaExpr *Lambda) const {
    return llvm::any_of(Lambda->captures(), [&](const LambdaCapture &Capture) {
      return Capture.getCaptureKind() == LCK_ByCopy && Capture.capturesVariable() &&
             Names.Declared.contains(cast<VarDecl>(Capture.getCapturedVar()->getCanonicalDecl()));
    });
  }

  /// What a lambda does to the variable, should it be called.
  Use capturedBy(const LambdaExpr *Lambda) const {
    if (copies(Lambda))
      return Use::Read;
    bool IsRead =
        llvm::any_of(mentionsOf(Names, Lambda->getBody()), [&](const DeclRefExpr *Mention) {
          // The bodies of the lambdas in it have been visited, too.
          const Stmt *By = nullptr;
          const auto *Inner = dyn_cast_or_null<LambdaExpr>(Parents.getParent(Mention));
          return Inner ? copies(Inner) : of(Mention, By) == Use::Read;
        });
    return IsRead ? Use::Read : Use::Neither;
  }

  /// A pointer to the variable, or into it when it is an array.
  Use ofPointer(const DeclRefExpr *Mention, const Stmt *&By) const {
    const Stmt *Load = loadOf(Parents, Mention);
    if (!Load)
      return Use::Neither;
    QualType Type = Mention->getType()->getPointeeType();
    bool IsWhole = !Variable->getType()->isArrayType();
    const Stmt *Value = Load, *User = Parents.getParentIgnoreParens(Value);
    for (; isa_and_nonnull<CastExpr>(User); User = Parents.getParentIgnoreParens(Value))
      Value = User;
    if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(User))
      return Unary->getOpcode() == UO_Deref ? ofObject(Unary, Type, IsWhole, By) : Use::Neither;
    if (const auto *Call = dyn_cast_or_null<CallExpr>(User)) {
      By = Call;
      if (std::optional<Use> Filled = filledBy(Call, Value, Variable->getType(), By))
        return *Filled;
      return argumentOf(Call, Value, IsWhole, Type);
    }
    return isa_and_nonnull<MemberExpr, ArraySubscriptExpr>(User)
               ? ofObject(User, Type, /*IsWhole=*/false, By)
               : Use::Neither;
  }

  Use ofObject(const Stmt *Object, QualType Type, bool IsWhole, const Stmt *&By) const {
    const Stmt *Inner = Object;
    bool IsWholeArray = IsWhole;
    for (const Stmt *Outer = Parents.getParent(Inner); Outer;
         Inner = Outer, Outer = Parents.getParent(Outer)) {
      if (isa<ParenExpr>(Outer))
        continue;
      if (const auto *Cast = dyn_cast<CastExpr>(Outer)) {
        CastKind Kind = Cast->getCastKind();
        if (Kind == CK_NoOp || Kind == CK_ArrayToPointerDecay || Kind == CK_DerivedToBase ||
            Kind == CK_UncheckedDerivedToBase) {
          IsWhole &= Kind == CK_NoOp;
          IsWholeArray &= Kind == CK_NoOp || Kind == CK_ArrayToPointerDecay;
          continue;
        }
        if (IsWholeArray && Type->isArrayType())
          if (std::optional<Use> Filled = filledBy(Parents.getParent(Cast), Cast, Type, By))
            return *Filled;
        return Kind == CK_ToVoid || isReleased(Cast) ? Use::Neither : Use::Read;
      }
      if (const auto *Member = dyn_cast<MemberExpr>(Outer);
          Member && !Member->isArrow() && isa<FieldDecl>(Member->getMemberDecl())) {
        IsWhole = IsWholeArray = false;
        continue;
      }
      if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Outer);
          Subscript && Subscript->getBase() == Inner) {
        IsWhole = IsWholeArray = false;
        continue;
      }
      if (IsWholeArray && !IsWhole && isCompared(Outer))
        return Use::Neither;
      By = Outer;
      if (IsWholeArray && Type->isArrayType())
        if (std::optional<Use> Filled = filledBy(Outer, Inner, Type, By))
          return *Filled;
      return useBy(Outer, Inner, IsWhole, Type, By);
    }
    return Use::Neither;
  }

  /// Whether memset or the like goes over all of the object.
  static bool isAllOf(QualType Object, const CallExpr *Call) {
    const ASTContext &C = Call->getDirectCallee()->getASTContext();
    Expr::EvalResult Count;
    return Call->getNumArgs() == 3 && Object->isConstantSizeType() && !Object->isIncompleteType() &&
           Call->getArg(2)->EvaluateAsInt(Count, C) &&
           Count.Val.getInt().getZExtValue() >=
               static_cast<uint64_t>(C.getTypeSizeInChars(Object).getQuantity());
  }

  /// What a function of the C library that fills its first argument, a pointer to the object, does
  /// to it.
  static std::optional<Use> filledBy(const Stmt *User, const Stmt *Argument, QualType Object,
                                     const Stmt *&By) {
    const auto *Call = dyn_cast_or_null<CallExpr>(User);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee || Call->getNumArgs() == 0 || Call->getArg(0) != Argument ||
        !llvm::is_contained({"fgets", "memcpy", "memmove", "memset", "snprintf", "sprintf",
                             "strcpy", "strncpy", "vsnprintf", "vsprintf"},
                            cLibraryName(Callee)))
      return std::nullopt;
    if (cLibraryName(Callee).starts_with("mem") && !isAllOf(Object, Call))
      return Use::Neither;
    By = Call;
    return Use::Overwritten;
  }

  /// Whether only the array's address counts: `p < array + 3`.
  bool isCompared(const Stmt *User) const {
    const auto *Binary = dyn_cast<BinaryOperator>(User);
    while (Binary && Binary->isAdditiveOp()) {
      const Stmt *Outer = Parents.getParent(Binary);
      while (isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Outer))
        Outer = Parents.getParent(Outer);
      Binary = dyn_cast_or_null<BinaryOperator>(Outer);
    }
    return Binary && Binary->isComparisonOp();
  }

  /// `object.clear()`, of an object of the C++ library.
  static bool isCleared(const CXXMethodDecl *Method) {
    if (!Method->getParent()->isInStdNamespace() || !Method->getIdentifier())
      return false;
    StringRef Name = Method->getName();
    return Name == "assign" || (Name == "str" && Method->getNumParams() == 1) ||
           (Name == "clear" && Method->getParent()->getName() != "basic_ios") ||
           (Name == "reset" && Method->getParent()->getName() != "bitset");
  }

  /// Whether the pointer's value goes to `delete` or `free`: cleaning up is no use.
  bool isReleased(const Stmt *Value) const {
    const Stmt *User = Parents.getParent(Value);
    while (isa_and_nonnull<ParenExpr, CastExpr>(User))
      User = Parents.getParent(User);
    if (isa_and_nonnull<CXXDeleteExpr>(User))
      return true;
    const auto *Call = dyn_cast_or_null<CallExpr>(User);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return Callee && Callee->getIdentifier() && Callee->getName() == "free";
  }

  Use useBy(const Stmt *User, const Stmt *Operand, bool IsWhole, QualType Type,
            const Stmt *&By) const {
    if (const auto *Binary = dyn_cast<BinaryOperator>(User)) {
      if (Binary->getLHS() != Operand || !Binary->isAssignmentOp())
        return Use::Read;
      if (Binary->getOpcode() == BO_Assign)
        return IsWhole ? Use::Overwritten : Use::Neither;
      return Parents.isConsumedExpr(Binary) ? Use::Read : Use::Neither;
    }
    if (const auto *Unary = dyn_cast<UnaryOperator>(User)) {
      if (Unary->isIncrementDecrementOp())
        return Parents.isConsumedExpr(Unary) ? Use::Read : Use::Neither;
      if (Unary->getOpcode() == UO_AddrOf)
        return addressUsedBy(Unary, IsWhole, Type, By);
      return Use::Read;
    }
    if (const auto *Call = dyn_cast<CallExpr>(User))
      return argumentOf(Call, Operand, IsWhole, Type);
    // `object.f` before its call: a member function that may change the object is no read.
    if (const auto *Member = dyn_cast<MemberExpr>(User))
      if (const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl())) {
        if (IsWhole && isCleared(Method))
          return Use::Overwritten;
        return Method->isConst() || isRead(Method, Parents.getParent(Member)) ? Use::Read
                                                                              : Use::Neither;
      }
    return Use::Read;
  }

  /// Whether what a function of the C++ library gives access to, `values[0]`, say, is more than
  /// assigned to.
  bool isRead(const CXXMethodDecl *Method, const Stmt *Call) const {
    static constexpr llvm::StringLiteral Names[] = {"at",  "back", "data", "front",
                                                    "get", "top",  "value"};
    OverloadedOperatorKind Operator = Method->getOverloadedOperator();
    bool GivesAccess = Operator == OO_Subscript || Operator == OO_Star || Operator == OO_Arrow ||
                       (Method->getIdentifier() && llvm::is_contained(Names, Method->getName()));
    if (!GivesAccess || !Method->getParent()->isInStdNamespace())
      return false;
    const Stmt *Inner = Call, *User = Parents.getParent(Call);
    for (; isa_and_nonnull<ParenExpr, MemberExpr>(User); User = Parents.getParent(User)) {
      const auto *Member = dyn_cast<MemberExpr>(User);
      const auto *Used = Member ? dyn_cast<CXXMethodDecl>(Member->getMemberDecl()) : nullptr;
      if (Used && !Used->isConst())
        return false;
      Inner = User;
    }
    const auto *Binary = dyn_cast_or_null<BinaryOperator>(User);
    const auto *Assignment = dyn_cast_or_null<CXXOperatorCallExpr>(User);
    const auto *Unary = dyn_cast_or_null<UnaryOperator>(User);
    bool IsAssigned =
        (Binary && Binary->isAssignmentOp() && Binary->getLHS() == Inner) ||
        (Assignment && Assignment->isAssignmentOp() && Assignment->getArg(0) == Inner);
    return User && !IsAssigned && !(Unary && Unary->isIncrementDecrementOp()) &&
           Parents.isConsumedExpr(const_cast<Expr *>(cast<Expr>(Inner)));
  }

  Use argumentOf(const CallExpr *Call, const Stmt *Argument, bool IsWhole, QualType Type) const {
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (Operator && Method && Operator->getArg(0) == Argument) {
      if (Operator->getOperator() == OO_Equal)
        return IsWhole ? Use::Overwritten : Use::Neither;
      return Method->isConst() || isRead(Method, Call) ? Use::Read : Use::Neither;
    }
    unsigned Shift = Operator && Method ? 1 : 0;
    const FunctionDecl *Callee = Call->getDirectCallee();
    // What moves it is about to use it.
    if (isStdFunction(Callee, {"exchange", "forward", "move"}))
      return Use::Read;
    for (unsigned I = Shift; I < Call->getNumArgs(); ++I)
      if (Call->getArg(I) == Argument && Callee && I - Shift < Callee->getNumParams())
        return passedAs(Callee->getParamDecl(I - Shift)->getType(), IsWhole, Type);
    return Use::Read;
  }

  /// Who gets a way to change the object is likely to do just that.
  static Use passedAs(QualType Parameter, bool IsWhole, QualType Type) {
    if (!Parameter->isReferenceType() && !Parameter->isPointerType())
      return Use::Read;
    if (Parameter->getPointeeType().isConstQualified() || Parameter->isRValueReferenceType())
      return Use::Read;
    return IsWhole && Type->isScalarType() ? Use::Likely : Use::Neither;
  }

  Use addressUsedBy(const UnaryOperator *AddressOf, bool IsWhole, QualType Type,
                    const Stmt *&By) const {
    const Stmt *Inner = AddressOf, *Outer = Parents.getParent(Inner);
    while (isa_and_nonnull<ParenExpr, CastExpr>(Outer)) {
      Inner = Outer;
      Outer = Parents.getParent(Outer);
    }
    if (IsWhole)
      if (std::optional<Use> Filled = filledBy(Outer, Inner, Type, By))
        return *Filled;
    const auto *Call = dyn_cast_or_null<CallExpr>(Outer);
    return Call ? argumentOf(Call, Inner, IsWhole, Type) : Use::Read;
  }

  const ParentMap &Parents;
  const VarDecl *Variable;
  const VariableNames &Names;
};

} // namespace

Use useOf(const ParentMap &Parents, const VarDecl *Variable, const VariableNames &Names,
          const DeclRefExpr *Mention, const Stmt *&By) {
  return UseFinder(Parents, Variable, Names).of(Mention, By);
}

} // namespace stet
