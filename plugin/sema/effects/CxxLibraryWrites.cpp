//===-- plugin/sema/effects/CxxLibraryWrites.cpp - What the C++ library writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/CxxLibraryWrites.h"

#include "sema/effects/UnseenWrites.h"
#include "clang/AST/DeclCXX.h"
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
  const CXXRecordDecl *Class = E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->isInStdNamespace() && Class->getIdentifier() && !isOfLibrary(E) &&
         llvm::is_contained({"basic_ostream", "basic_istream", "basic_iostream",
                             "basic_ostringstream", "basic_istringstream", "basic_stringstream"},
                            Class->getName());
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
  if (!Callee || !Callee->isInStdNamespace() || !Callee->getIdentifier() ||
      Callee->getName() != "tie")
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

SmallVector<const Expr *, 2> operandsChangedBy(const FunctionDecl *Callee, const CallExpr *Call) {
  if (!isOfSystemHeader(Callee) || Call->getNumArgs() == 0)
    return {};
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    const Expr *Stream = streamOf(Member->getImplicitObjectArgument());
    return Stream && changesStream(cast<CXXMethodDecl>(Callee))
               ? SmallVector<const Expr *, 2>{Stream}
               : SmallVector<const Expr *, 2>{};
  }
  OverloadedOperatorKind Operator = Callee->getOverloadedOperator();
  if (Operator == OO_Equal)
    return tiedBy(Call->getArg(0));
  SmallVector<const Expr *, 2> Changed;
  bool IsGetline = Callee->isInStdNamespace() && Callee->getIdentifier() &&
                   Callee->getName() == "getline" && Call->getNumArgs() >= 2;
  if (Operator != OO_LessLess && Operator != OO_GreaterGreater && !IsGetline)
    return {};
  QualType First = Call->getArg(0)->getType();
  const CXXRecordDecl *Class = First->getAsCXXRecordDecl();
  if (!Class || !Class->isInStdNamespace() || Callee->parameters().empty())
    return {};
  if (const Expr *Stream = streamOf(Call->getArg(0)))
    Changed.push_back(Stream);
  if (IsGetline)
    Changed.push_back(Call->getArg(1));
  else if (Operator == OO_GreaterGreater)
    if (const Expr *Target = readInto(Callee, Call))
      Changed.push_back(Target);
  return Changed;
}

} // namespace stet
