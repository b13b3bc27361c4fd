//===-- plugin/sema/effects/LastAbort.h - What stet_last_abort() tells ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_EFFECTS_LASTABORT_H
#define STET_PLUGIN_SEMA_EFFECTS_LASTABORT_H

#include <optional>

namespace clang {
class Expr;
} // namespace clang

namespace stet {

/// The truth value of the condition after an abort, where it asks for nothing else: a call of
/// stet_last_abort(), a variable that holds what one has returned, comparisons with 0.
std::optional<bool> valueAfterAbort(const clang::Expr *Condition);

} // namespace stet

#endif // STET_PLUGIN_SEMA_EFFECTS_LASTABORT_H
