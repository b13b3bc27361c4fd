//===-- plugin/sema/checks/PersistentLayoutCheck.h - What persistent objects can't hold ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_PERSISTENTLAYOUTCHECK_H
#define STET_PLUGIN_SEMA_CHECKS_PERSISTENTLAYOUTCHECK_H

#include "sema/TranslationUnit.h"

namespace stet {

/// persistent-layout: a persistent class, or the type of a persistent variable, holds what
/// does not survive the run, directly or in a base, a member or an element of it. Persistent
/// classes inside are judged on their own; [[stet::transient]] fields may hold anything.
void checkPersistentLayout(TranslationUnit &Unit, const clang::RecordDecl *Class);
void checkPersistentLayout(TranslationUnit &Unit, const clang::VarDecl *Variable);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_PERSISTENTLAYOUTCHECK_H
