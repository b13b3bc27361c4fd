//===-- plugin/sema/checks/PersistentVariableCheck.h - Types that persistent variables can't have
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_PERSISTENTVARIABLECHECK_H
#define STET_PLUGIN_SEMA_CHECKS_PERSISTENTVARIABLECHECK_H

#include "sema/TranslationUnit.h"

namespace stet {

/// persistent-variable: the variable is a reference, which was not known when the attribute
/// was read: its type was deduced, or is that of a template's argument.
void checkPersistentVariable(TranslationUnit &Unit, const clang::VarDecl *Variable);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_PERSISTENTVARIABLECHECK_H
