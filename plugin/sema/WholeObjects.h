//===-- plugin/sema/WholeObjects.h - Copies of objects with volatile members ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_WHOLEOBJECTS_H
#define STET_PLUGIN_SEMA_WHOLEOBJECTS_H

namespace clang {
class ASTContext;
class Expr;
} // namespace clang

namespace stet {

/// An object that is read or assigned as a whole is one memcpy, in which Clang annotates
/// no members. Puts calls of the runtime around such an object in the AST: its transient
/// members are zeroed if nobody has accessed them yet, so that no bytes of an earlier run
/// are copied; restored members of the target are saved. Done once for an expression.
void watchWholeObjects(clang::ASTContext &C, clang::Expr *E);

} // namespace stet

#endif // STET_PLUGIN_SEMA_WHOLEOBJECTS_H
