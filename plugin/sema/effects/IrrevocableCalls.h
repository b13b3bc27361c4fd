//===-- plugin/sema/effects/IrrevocableCalls.h - Functions that an abort can't undo ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_IRREVOCABLECALLS_H
#define STET_PLUGIN_SEMA_EFFECTS_IRREVOCABLECALLS_H

#include "sema/effects/IrrevocableTable.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class Expr;
class FunctionDecl;
} // namespace clang

namespace stet {

/// What a call of the function with these arguments does, by the names of the C and C++
/// libraries' functions. What only fills memory or reads, and closes the file, counts as nothing.
/// Messages to a human tell that the transaction was tried. For member functions and operators the
/// object is the first argument.
Irrevocable irrevocabilityOf(const clang::FunctionDecl *Callee,
                             llvm::ArrayRef<const clang::Expr *> Arguments);

/// Why an abort is of no help, as the end of a message.
llvm::StringRef whyIrrevocable(Irrevocable What);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_IRREVOCABLECALLS_H
