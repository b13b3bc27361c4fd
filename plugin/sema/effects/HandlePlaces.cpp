//===-- plugin/sema/effects/HandlePlaces.cpp - What the C++ library's objects lead to ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Iterators, std::unique_ptr and std::function lead to objects and functions as pointers do.
// The elements of a container count as parts of it.
//
//===----------------------------------------------------------------------===//
#include "sema/effects/Handles.h"
#include "sema/effects/Place.h"
#include "sema/effects/StdNames.h"

#include "clang/AST/ASTLambda.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace stet {

/// The expression that makes the object, behind what only hands it on.
static const Expr *withoutHandingOn(const Expr *E) {
  for (;;) {
    E = E->IgnoreParens();
    if (const auto *Cleanups = dyn_cast<FullExpr>(E))
      E = Cleanups->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      E = Temporary->getSubExpr();
    else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bound->getSubExpr();
    else if (const auto *Cast = dyn_cast<CastExpr>(E);
             Cast && Cast->getSubExpr()->getType()->isRecordType())
      E = Cast->getSubExpr();
    else
      return E;
  }
}

bool isAddressOf(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Call->getNumArgs() == 1 &&
         (isStdFunction(Callee, {"addressof", "__addressof"}) ||
          (Callee && Callee->getIdentifier() && Callee->getName() == "__builtin_addressof"));
}

/// The object that a member function or operator is called on; nullptr for other calls.
static const Expr *objectExpression(const CallExpr *Call) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    return Member->getImplicitObjectArgument();
  return isa<CXXOperatorCallExpr>(Call) ? Call->getArg(0) : nullptr;
}

/// In a lambda, `this` is a part of the lambda or that of the member function around it.
Place PlaceFinder::pointeeOfThis(const FunctionDecl *In, const Expr *This) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(In);
  if (!Method)
    return {};
  while (isLambdaCallOperator(Method)) {
    const CXXRecordDecl *Lambda = Method->getParent();
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.getCaptureKind() == LCK_StarThis)
        return Method == In ? Place{Place::Parameter, nullptr, 0} : Place{};
    Method = dyn_cast<CXXMethodDecl>(Lambda->getDeclContext());
    if (!Method)
      return {};
  }
  return Method == In ? Place{Place::Parameter, nullptr, 0}
                      : Place{Place::Enclosing, nullptr, 0, Method};
}

Place PlaceFinder::pointeeOfHandle(const FunctionDecl *In, const Expr *Object) {
  const Expr *E = withoutHandingOn(Object);
  Handle Kind = handleOf(E->getType());
  if (Kind == Handle::None || Kind == Handle::Pointer)
    return {};
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(E)) {
    if (Construction->getNumArgs() == 0)
      return {};
    const Expr *From = Construction->getArg(0);
    if (From->getType()->isFunctionType())
      return placeOf(In, From);
    if (handleOf(From->getType()) != Handle::None)
      return pointeeOf(In, From);
    const FunctionDecl *Operator =
        Kind == Handle::Function ? callOperatorOf(From->getType()) : nullptr;
    return Operator ? Place{Place::Code, nullptr, 0, Operator} : Place{};
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return pointeeOfObject(In, E);
  if (Call->getNumArgs() != 0 &&
      isStdFunction(Call->getDirectCallee(), {"move", "forward", "next", "prev"}))
    return pointeeOf(In, Call->getArg(0));
  // `i++`, `i + 1`, `1 + i`
  if (isa<CXXOperatorCallExpr>(Call) && Kind == Handle::Iterator)
    for (const Expr *Operand : Call->arguments())
      if (handleOf(Operand->getType()) == Handle::Iterator)
        return pointeeOf(In, Operand);
  return E->isLValue() ? Place{} : resultOf(In, Call);
}

/// What a function of the library, or a member function of a handle or a container, returns a
/// pointer or reference to. Clang may not have instantiated std::move and its like.
Place PlaceFinder::libraryResultOf(const FunctionDecl *In, const CallExpr *Call) {
  if (isAddressOf(Call) ||
      (Call->getNumArgs() == 1 &&
       isStdFunction(Call->getDirectCallee(), {"move", "forward", "as_const", "move_if_noexcept"})))
    return placeOf(In, Call->getArg(0));
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  const Expr *Object = objectExpression(Call);
  if (!Method || !Object || !Method->isImplicitObjectMemberFunction())
    return {};
  if (isa<CXXConversionDecl>(Method) && Method->getParent()->isLambda())
    if (const FunctionDecl *Operator = callOperatorOf(Object->getType()))
      return {Place::Code, nullptr, 0, Operator};
  bool IsPointer = Object->getType()->isPointerType();
  QualType Class = Method->getFunctionObjectParameterType();
  if (handleOf(Class) != Handle::None) {
    OverloadedOperatorKind Operator = Method->getOverloadedOperator();
    bool LeadsOn =
        Operator == OO_Star || Operator == OO_Arrow || Operator == OO_Subscript ||
        (Method->getIdentifier() && llvm::is_contained({"base", "get"}, Method->getName()));
    return LeadsOn && !IsPointer ? pointeeOf(In, Object) : Place{};
  }
  Elements Where = elementsOf(Class);
  if (Where == Elements::Unknown)
    return {};
  Place Container = IsPointer ? pointeeOf(In, Object) : placeOf(In, Object);
  bool IsKnown = Where == Elements::Volatile ? Container.What != Place::Persistent
                                             : Container.What == Place::Persistent;
  return IsKnown ? Container : Place{};
}

Place PlaceFinder::calledBy(const FunctionDecl *In, const CallExpr *Call) {
  Place Found;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    if (Operator->getOperator() == OO_Call &&
        handleOf(Operator->getArg(0)->getType()) == Handle::Function)
      Found = pointeeOf(In, Operator->getArg(0));
  } else if (!Call->getDirectCallee() && Call->getCallee()->getType()->isFunctionPointerType()) {
    Found = pointeeOf(In, Call->getCallee());
  }
  return Found.What == Place::Code || Found.What == Place::Parameter ? Found : Place{};
}

} // namespace stet
