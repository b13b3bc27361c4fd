//===-- plugin/sema/checks/PersistentVariableCheck.cpp - Types that persistent variables can't have
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/PersistentVariableCheck.h"

#include "sema/StorageClass.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace stet {

void checkPersistentVariable(TranslationUnit &Unit, const VarDecl *Variable) {
  if (!isPersistentVariable(Variable) || !Variable->getType()->isReferenceType())
    return;
  Finding F{Diagnostic::PersistentVariable, Variable->getLocation(),
            "'" + Variable->getNameAsString() +
                "' is a reference, which can't be persistent; use a pointer",
            Variable->getLocation()};
  if (SourceLocation Use = Variable->getPointOfInstantiation(); Use.isValid())
    F.Notes.push_back(
        {Use, "in the instantiation of '" + Variable->getNameAsString() + "' for this use", {}});
  Unit.Report.report(std::move(F));
}

} // namespace stet
