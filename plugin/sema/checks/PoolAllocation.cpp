//===-- plugin/sema/checks/PoolAllocation.cpp - Operators that allocate in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/checks/PoolAllocation.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace stet {

/// Whether it is one that sema has declared (PersistentOperators.h), but for placement.
static bool isPoolOperator(const FunctionDecl *Operator, StringRef Prefix) {
  const auto *Symbol = Operator ? Operator->getAttr<AsmLabelAttr>() : nullptr;
  StringRef Label = Symbol && Operator->isImplicit() ? Symbol->getLabel() : "";
  return Label.consume_front(Prefix) && Label != "_at";
}

bool allocatesInPool(const FunctionDecl *Operator) { return isPoolOperator(Operator, "stet_new"); }
bool releasesInPool(const FunctionDecl *Operator) {
  return isPoolOperator(Operator, "stet_delete");
}

} // namespace stet
