//===-- plugin/sema/effects/StdNames.cpp - Functions and classes of namespace std ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/effects/StdNames.h"

#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace stet {

static bool isInStd(const NamedDecl *D, ArrayRef<StringRef> Names) {
  return D && D->isInStdNamespace() && D->getIdentifier() &&
         llvm::is_contained(Names, D->getName());
}

bool isStdFunction(const FunctionDecl *Function, ArrayRef<StringRef> Names) {
  return isInStd(Function, Names);
}

bool isStdClass(QualType Type, ArrayRef<StringRef> Names) {
  return isInStd(Type.getNonReferenceType()->getAsRecordDecl(), Names);
}

} // namespace stet
