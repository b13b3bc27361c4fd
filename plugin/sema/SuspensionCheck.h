//===-- plugin/sema/SuspensionCheck.h - Coroutines can't be suspended in a transaction ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_SUSPENSIONCHECK_H
#define STET_PLUGIN_SEMA_SUSPENSIONCHECK_H

namespace clang {
class CompoundStmt;
class Sema;
} // namespace clang

namespace stet {

/// Reports co_await and co_yield in the compound statement when it is the body of a
/// transaction block: the thread would leave the block with its transaction open.
void checkSuspensions(clang::Sema &S, const clang::CompoundStmt *Body);

} // namespace stet

#endif // STET_PLUGIN_SEMA_SUSPENSIONCHECK_H
