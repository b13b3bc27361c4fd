//===-- plugin/sema/effects/ReturnedValues.h - What a function returns ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_RETURNEDVALUES_H
#define STET_PLUGIN_SEMA_EFFECTS_RETURNEDVALUES_H

#include "llvm/ADT/SmallVector.h"

namespace clang {
class Expr;
class FunctionDecl;
} // namespace clang

namespace stet {

/// The operands of the return statements of a function with a body.
llvm::SmallVector<const clang::Expr *, 4> valuesReturnedBy(const clang::FunctionDecl *Definition);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_RETURNEDVALUES_H
