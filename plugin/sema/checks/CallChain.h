//===-- plugin/sema/checks/CallChain.h - Notes that lead to the cause ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_CALLCHAIN_H
#define STET_PLUGIN_SEMA_CHECKS_CALLCHAIN_H

#include "sema/TranslationUnit.h"
#include "sema/effects/Effects.h"

namespace stet {

/// Appends the notes that lead from the finding, which stands where the effect begins, down
/// to its cause: `DONE through the call to 'f' here` for each further call, `DONE here` for
/// the cause. They end where a header of the system begins.
void appendCallChain(const TranslationUnit &Unit, Finding &F, const Effect &Cause,
                     llvm::StringRef Done);

/// Whether the place is none of the user's own: in a header of the system, or nowhere.
bool isForeign(const clang::SourceManager &SM, clang::SourceLocation At);

/// The name of a declaration as messages show it, in quotes.
std::string quoted(const clang::NamedDecl *D);
/// The same for a function that is called; lambdas have no name.
std::string calleeName(const clang::FunctionDecl *Callee);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_CALLCHAIN_H
