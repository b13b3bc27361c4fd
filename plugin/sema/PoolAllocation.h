//===-- plugin/sema/PoolAllocation.h - Operators that allocate in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_POOLALLOCATION_H
#define STET_PLUGIN_SEMA_POOLALLOCATION_H

namespace clang {
class CXXNewExpr;
class Expr;
class FunctionDecl;
} // namespace clang

namespace stet {

/// Whether it is an operator new that the plugin gave to a persistent class, but not the one
/// of placement new. `::new` and operators that the user wrote are none.
bool allocatesInPool(const clang::FunctionDecl *Operator);

/// Whether `operator delete` is the one of persistent classes, which needs a transaction, too.
bool releasesInPool(const clang::FunctionDecl *Operator);

/// The address that placement new constructs at, nullptr when it is none: the operator of
/// <new>, or the one that the plugin gave to a persistent class.
const clang::Expr *placementOf(const clang::CXXNewExpr *New);

} // namespace stet

#endif // STET_PLUGIN_SEMA_POOLALLOCATION_H
