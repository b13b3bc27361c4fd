//===-- plugin/sema/effects/CxxLibraryWrites.cpp - What the C++ library writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/CxxLibraryWrites.h"

#include "sema/effects/Handles.h"
#include "sema/effects/StdNames.h"
#include "sema/effects/UnseenWrites.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace stet {

/// A variable of the library's own: std::cout, std::ignore.
static bool isOfLibrary(const Expr *E) {
  const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Reference && Reference->getDecl()->isInStdNamespace();
}

/// A stream in memory, or one that may be: behind a reference to std::ostream.
static bool isStream(const Expr *E) {
  return !isOfLibrary(E) && isStdClass(E->getType(), {"basic_ostream", "basic_istream",
                                                      "basic_iostream", "basic_ostringstream",
                                                      "basic_istringstream", "basic_stringstream"});
}

/// Without the conversion of a derived stream to its base.
static const Expr *streamOf(const Expr *E) {
  const Expr *Inner = E->IgnoreParenImpCasts();
  return isStream(Inner) ? Inner : nullptr;
}

static bool changesStream(const CXXMethodDecl *Method) {
  static constexpr llvm::StringLiteral Names[] = {
      "clear", "get",   "getline",  "ignore", "put",   "putback", "read",
      "seekg", "seekp", "setstate", "str",    "unget", "write",
  };
  return !Method->isConst() && Method->getIdentifier() &&
         llvm::is_contained(Names, Method->getName()) &&
         (Method->getName() != "str" || Method->getNumParams() == 1);
}

static SmallVector<const Expr *, 2> tiedBy(const Expr *E) {
  const auto *Tie = dyn_cast<CallExpr>(E->IgnoreParenImpCasts()->IgnoreImplicit());
  const FunctionDecl *Callee = Tie ? Tie->getDirectCallee() : nullptr;
  if (!isStdFunction(Callee, {"tie"}))
    return {};
  return SmallVector<const Expr *, 2>(
      llvm::make_filter_range(Tie->arguments(), [](const Expr *E) { return !isOfLibrary(E); }));
}

/// `stream >> target`: what is read goes through a reference.
static const Expr *readInto(const FunctionDecl *Callee, const CallExpr *Call) {
  const ParmVarDecl *Target = Callee->parameters().back();
  QualType Type = Target->getType();
  return Call->getNumArgs() == 2 && Type->isLValueReferenceType() &&
                 !Type->getPointeeType().isConstQualified()
             ? Call->getArg(1)
             : nullptr;
}

static bool isOfBits(QualType Type) {
  if (isStdClass(Type, {"bitset"}))
    return true;
  const auto *Vector = isStdClass(Type, {"vector"})
                           ? dyn_cast<ClassTemplateSpecializationDecl>(Type->getAsRecordDecl())
                           : nullptr;
  return Vector && Vector->getTemplateArgs()[0].getAsType()->isBooleanType() &&
         elementsOf(Type) == Elements::Volatile;
}

/// The object whose bit `object[i]` stands for, where the bits are volatile if it is.
static const Expr *ownerOfBit(const Expr *Bit) {
  const auto *Subscript =
      dyn_cast<CXXOperatorCallExpr>(Bit->IgnoreParenImpCasts()->IgnoreImplicit());
  return Subscript && Subscript->getOperator() == OO_Subscript && Subscript->isPRValue() &&
                 isOfBits(Subscript->getArg(0)->getType())
             ? Subscript->getArg(0)
             : nullptr;
}

static const Expr *changedByMember(const CXXMethodDecl *Method, const Expr *Object) {
  if (Method->getIdentifier() && llvm::is_contained({"flip", "reset", "set"}, Method->getName()))
    return isStdClass(Object->getType(), {"bitset"}) ? Object : ownerOfBit(Object);
  const Expr *Stream = streamOf(Object);
  return Stream && changesStream(Method) ? Stream : nullptr;
}

SmallVector<const Expr *, 2> operandsChangedBy(const FunctionDecl *Callee, const CallExpr *Call) {
  if (!isOfSystemHeader(Callee))
    return {};
  SmallVector<const Expr *, 2> Changed;
  auto Add = [&](const Expr *Operand) {
    if (Operand)
      Changed.push_back(Operand);
  };
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    Add(changedByMember(cast<CXXMethodDecl>(Callee), Member->getImplicitObjectArgument()));
    return Changed;
  }
  if (Call->getNumArgs() == 0)
    return Changed;
  if (isStdFunction(Callee, {"call_once"}))
    Add(Call->getArg(0));
  OverloadedOperatorKind Operator = Callee->getOverloadedOperator();
  if (const auto *Assignment = dyn_cast<CXXOperatorCallExpr>(Call);
      Assignment && Assignment->isAssignmentOp())
    Add(ownerOfBit(Call->getArg(0)));
  if (Operator == OO_Equal)
    Changed.append(tiedBy(Call->getArg(0)));
  bool IsGetline = isStdFunction(Callee, {"getline"}) && Call->getNumArgs() >= 2;
  if (Operator != OO_LessLess && Operator != OO_GreaterGreater && !IsGetline)
    return Changed;
  QualType First = Call->getArg(0)->getType();
  const CXXRecordDecl *Class = First->getAsCXXRecordDecl();
  if (!Class || !Class->isInStdNamespace() || Callee->parameters().empty())
    return Changed;
  Add(streamOf(Call->getArg(0)));
  if (IsGetline)
    Add(Call->getArg(1));
  else if (Operator == OO_GreaterGreater)
    Add(readInto(Callee, Call));
  return Changed;
}

} // namespace stet
