//===-- plugin/sema/effects/IrrevocableCalls.cpp - Functions that an abort can't undo ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/IrrevocableCalls.h"

#include "sema/effects/StdNames.h"
#include "sema/effects/UnseenWrites.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace stet {

/// `std::mutex::lock`, without inline namespaces and template arguments.
static std::string plainName(const FunctionDecl *Callee) {
  std::string Name;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Callee))
    Name = Constructor->getParent()->getNameAsString();
  else if (Callee->getIdentifier())
    Name = Callee->getNameAsString();
  else
    return {};
  for (const DeclContext *In = Callee->getDeclContext(); !In->isTranslationUnit();
       In = In->getParent()) {
    if (In->isInlineNamespace() || In->isTransparentContext())
      continue;
    const auto *Named = dyn_cast<NamedDecl>(In);
    if (!Named || !Named->getIdentifier())
      return {};
    Name = Named->getNameAsString() + "::" + Name;
  }
  return Name;
}

static const VarDecl *variableOf(const Expr *E) {
  const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
}

static bool isVariable(const Expr *E, ArrayRef<StringRef> Names) {
  const VarDecl *Variable = variableOf(E);
  return Variable && Variable->getIdentifier() && Variable->hasGlobalStorage() &&
         llvm::is_contained(Names, Variable->getName());
}

/// Whether the call writes to the standard error stream: stderr, or descriptor 2 first.
static bool goesToStandardError(ArrayRef<const Expr *> Arguments) {
  for (const Expr *Argument : Arguments)
    if (isVariable(Argument, {"stderr", "__stderrp"}))
      return true;
  const auto *Number = Arguments.empty()
                           ? nullptr
                           : dyn_cast<IntegerLiteral>(Arguments.front()->IgnoreParenImpCasts());
  return Number && Number->getValue() == 2;
}

static Irrevocable forStream(Irrevocable What, ArrayRef<const Expr *> Arguments) {
  return What == Irrevocable::Output && goesToStandardError(Arguments) ? Irrevocable::Tolerated
                                                                       : What;
}

/// Output with `<<`, write() and the like: to std::cout, or to a stream of a file.
static bool writesStream(const FunctionDecl *Callee, ArrayRef<const Expr *> Arguments) {
  if (Arguments.empty())
    return false;
  const Expr *Stream = Arguments.front()->IgnoreParenImpCasts();
  // `std::ostream &log = std::cout;`
  if (const VarDecl *Reference = variableOf(Stream);
      Reference && Reference->getType()->isReferenceType() && !isa<ParmVarDecl>(Reference) &&
      Reference->getInit())
    Stream = Reference->getInit()->IgnoreParenImpCasts();
  bool IsOutside =
      isStdClass(Stream->getType(), {"basic_ofstream", "basic_fstream"}) ||
      (isVariable(Stream, {"cout", "wcout"}) && variableOf(Stream)->isInStdNamespace());
  if (!IsOutside)
    return false;
  if (Callee->getOverloadedOperator() == OO_LessLess)
    return true;
  return isa<CXXMethodDecl>(Callee) && Callee->getIdentifier() &&
         llvm::is_contained({"write", "put", "flush", "close"}, Callee->getName());
}

/// Of a stream that only reads.
static bool isInputDestructor(const FunctionDecl *Callee) {
  const auto *Destructor = dyn_cast<CXXDestructorDecl>(Callee);
  return Destructor && isStdClass(Destructor->getFunctionObjectParameterType(), {"basic_ifstream"});
}

Irrevocable irrevocabilityOf(const FunctionDecl *Callee, ArrayRef<const Expr *> Arguments) {
  if (isInputDestructor(Callee))
    return Irrevocable::Tolerated;
  if (Callee->getBuiltinID() == 0 && !isOfSystemHeader(Callee))
    return writesStream(Callee, Arguments) ? Irrevocable::Output : Irrevocable::No;
  if (StringRef Name = cLibraryName(Callee); !Name.empty())
    return forStream(irrevocableC(Name), Arguments);
  if (writesStream(Callee, Arguments))
    return Irrevocable::Output;
  const DeclContext *Outermost = Callee->getDeclContext();
  while (!Outermost->isTranslationUnit() && !Outermost->isStdNamespace())
    Outermost = Outermost->getParent();
  if (Outermost->isTranslationUnit())
    return Irrevocable::No;
  // A thread without a function, a lock without a mutex or one that is not taken now.
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Callee))
    if (Constructor->getNumParams() == 0 || Constructor->isCopyOrMoveConstructor() ||
        llvm::any_of(Arguments, [](const Expr *Argument) {
          return isStdClass(Argument->getType(), {"adopt_lock_t", "defer_lock_t"});
        }))
      return Irrevocable::No;
  return forStream(irrevocableCxx(plainName(Callee)), Arguments);
}

StringRef whyIrrevocable(Irrevocable What) {
  switch (What) {
  case Irrevocable::No:
  case Irrevocable::Tolerated:
    break;
  case Irrevocable::Output:
    return "what it writes stays written";
  case Irrevocable::File:
    return "what it does to files stays done";
  case Irrevocable::Thread:
    return "another thread does not wait for the commit";
  case Irrevocable::Lock:
    return "others may see changes before they are committed or undone; name the lock in "
           "'transaction <lock>'";
  case Irrevocable::Process:
    return "what it does to processes stays done";
  }
  return "";
}

} // namespace stet
