//===-- plugin/sema/PoolAllocation.cpp - Operators that allocate in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "sema/PoolAllocation.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include <optional>

using namespace clang;

namespace stet {

/// The symbol behind `Prefix` when sema has declared the operator (PersistentOperators.h).
static std::optional<StringRef> kindOf(const FunctionDecl *Operator, StringRef Prefix) {
  const auto *Symbol = Operator ? Operator->getAttr<AsmLabelAttr>() : nullptr;
  StringRef Label = Symbol && Operator->isImplicit() ? Symbol->getLabel() : "";
  return Label.consume_front(Prefix) ? std::optional(Label) : std::nullopt;
}

static bool isPoolOperator(const FunctionDecl *Operator, StringRef Prefix) {
  std::optional<StringRef> Kind = kindOf(Operator, Prefix);
  return Kind && *Kind != "_at";
}

bool allocatesInPool(const FunctionDecl *Operator) { return isPoolOperator(Operator, "stet_new"); }
bool releasesInPool(const FunctionDecl *Operator) {
  return isPoolOperator(Operator, "stet_delete");
}

const Expr *placementOf(const CXXNewExpr *New) {
  const FunctionDecl *Operator = New->getOperatorNew();
  bool Constructs = Operator && (Operator->isReservedGlobalPlacementOperator() ||
                                 kindOf(Operator, "stet_new") == "_at");
  return Constructs ? New->getPlacementArg(0) : nullptr;
}

} // namespace stet
