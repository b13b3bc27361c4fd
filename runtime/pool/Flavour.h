//===-- runtime/pool/Flavour.h - Where this program's pools lie ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_FLAVOUR_H
#define STET_RUNTIME_POOL_FLAVOUR_H

#include <cstdint>

namespace stet {

/// The flavour (STET_FLAVOUR_*) that the program's modules were compiled for: they
/// test addresses against that flavour's window. Plain until a module says
/// otherwise. Two modules of different flavours can't work in one process: the
/// second ends it with a message.
void setProcessFlavour(uint32_t Flavour);
uint32_t processFlavour();

/// "plain" or "sanitizer"; nullptr when there is no such flavour.
const char *flavourName(uint32_t Flavour);

/// A range of addresses that one shift and compare tests.
struct Window {
  uint64_t Base;
  uint64_t Size;
};
Window windowOf(uint32_t Flavour);

} // namespace stet

#endif // STET_RUNTIME_POOL_FLAVOUR_H
