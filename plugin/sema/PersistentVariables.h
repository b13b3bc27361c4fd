//===-- plugin/sema/PersistentVariables.h - Definitions of persistent variables ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_PERSISTENTVARIABLES_H
#define STET_PLUGIN_SEMA_PERSISTENTVARIABLES_H

namespace clang {
class Sema;
class VarDecl;
} // namespace clang

namespace stet {

class Reporter;

/// Attaches to the definition of a persistent variable what lowering needs to know
/// of its type and of its dynamic initialiser. Must see the variable before code is
/// generated for it; seeing it twice does no harm.
void describePersistentVariable(clang::Sema &S, clang::VarDecl *Variable);

/// C: reports an initialiser of the static-storage variable that needs the address
/// of a persistent variable, which is not known before the pool is open.
void checkStaticInitialiser(Reporter &Report, const clang::VarDecl *Variable);

} // namespace stet

#endif // STET_PLUGIN_SEMA_PERSISTENTVARIABLES_H
