//===-- plugin/sema/effects/CxxLibraryWrites.h - What the C++ library writes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_CXXLIBRARYWRITES_H
#define STET_PLUGIN_SEMA_EFFECTS_CXXLIBRARYWRITES_H

#include "llvm/ADT/SmallVector.h"

namespace clang {
class CallExpr;
class Expr;
class FunctionDecl;
} // namespace clang

namespace stet {

/// The lvalues among the operands of a call of the C++ library that it certainly changes, where
/// no body tells: std::tie(a, b) = …, single bits, streams and what is read from them. Streams of
/// files and the standard ones are outside anyway: irrevocable-call speaks of those.
llvm::SmallVector<const clang::Expr *, 2> operandsChangedBy(const clang::FunctionDecl *Callee,
                                                            const clang::CallExpr *Call);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_CXXLIBRARYWRITES_H
