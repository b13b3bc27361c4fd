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

bool allocatesInPool(const FunctionDecl *Operator) {
  const auto *Symbol = Operator ? Operator->getAttr<AsmLabelAttr>() : nullptr;
  return Symbol && Operator->isImplicit() && Symbol->getLabel().starts_with("stet_new") &&
         Symbol->getLabel() != "stet_new_at";
}

bool releasesInPool(const FunctionDecl *Operator) {
  const auto *Symbol = Operator ? Operator->getAttr<AsmLabelAttr>() : nullptr;
  return Symbol && Operator->isImplicit() && Symbol->getLabel().starts_with("stet_delete") &&
         Symbol->getLabel() != "stet_delete_at";
}

} // namespace stet
