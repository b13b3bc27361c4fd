//===-- plugin/sema/checks/VolatilePointerCheck.h - Volatile addresses in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_PLUGIN_SEMA_CHECKS_VOLATILEPOINTERCHECK_H
#define STET_PLUGIN_SEMA_CHECKS_VOLATILEPOINTERCHECK_H

#include "sema/TranslationUnit.h"
#include "sema/effects/Place.h"

namespace stet {

/// volatile-pointer: what is certainly the address of volatile memory is stored in a pointer
/// that certainly is persistent, by the function itself or by one that it gives the address
/// to; or a persistent variable is initialised with it.
void checkVolatilePointers(TranslationUnit &Unit, PlaceFinder &Places);

} // namespace stet

#endif // STET_PLUGIN_SEMA_CHECKS_VOLATILEPOINTERCHECK_H
