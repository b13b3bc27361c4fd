//===-- plugin/syntax/StmArgument.h - The argument of [[persistent(stm)]] ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SYNTAX_STMARGUMENT_H
#define STET_PLUGIN_SYNTAX_STMARGUMENT_H

namespace clang {
class Sema;
}

namespace stet {

/// Makes `stm` a known name inside `persistent(…)`, so that the attribute itself can
/// say that this storage class is not there yet. Everywhere else it stays unknown.
void recogniseStmArgument(clang::Sema &S);

} // namespace stet

#endif // STET_PLUGIN_SYNTAX_STMARGUMENT_H
