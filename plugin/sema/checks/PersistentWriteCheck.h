//===-- plugin/sema/checks/PersistentWriteCheck.h - Persistent memory changes in transactions
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_PERSISTENTWRITECHECK_H
#define STET_PLUGIN_SEMA_CHECKS_PERSISTENTWRITECHECK_H

#include "sema/TranslationUnit.h"

namespace stet {

class PlaceFinder;

/// persistent-write: persistent memory is changed, or allocated, where certainly no
/// transaction runs: in main() outside every block, or in a function that main() leads to by
/// calls outside every block. Where main() is elsewhere nothing is certain.
void checkPersistentWrites(TranslationUnit &Unit, PlaceFinder &Places);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_PERSISTENTWRITECHECK_H
