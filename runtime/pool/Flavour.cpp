//===-- runtime/pool/Flavour.cpp - Where this program's pools lie ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flavour.h"
#include "../diagnostics/Error.h"

#include <atomic>
#include <stet/abi.h>

namespace stet {
namespace {
constexpr uint32_t Unknown = STET_FLAVOUR_ANY;
constinit std::atomic<uint32_t> ProcessFlavour{Unknown};
} // namespace

void setProcessFlavour(uint32_t Flavour) {
  if (Flavour == STET_FLAVOUR_ANY)
    return;
  if (!flavourName(Flavour))
    fatalUserError("a module was compiled for flavour %u, which this runtime does not know: "
                   "install a newer libstet",
                   Flavour);
  uint32_t Earlier = Unknown;
  if (!ProcessFlavour.compare_exchange_strong(Earlier, Flavour) && Earlier != Flavour)
    fatalUserError("one module of this program was compiled with thread or memory sanitizer and "
                   "another without: compile all with the same -fsanitize options");
}

uint32_t processFlavour() {
  uint32_t Flavour = ProcessFlavour.load();
  return Flavour == Unknown ? STET_FLAVOUR_PLAIN : Flavour;
}

const char *flavourName(uint32_t Flavour) {
  switch (Flavour) {
  case STET_FLAVOUR_PLAIN:
    return "plain";
  case STET_FLAVOUR_SANITIZER:
    return "sanitizer";
  default:
    return nullptr;
  }
}

Window windowOf(uint32_t Flavour) {
  bool Plain = Flavour == STET_FLAVOUR_PLAIN;
  uint64_t Number = Plain ? STET_WINDOW_PERSISTENT : STET_SANITIZER_WINDOW_PERSISTENT;
  unsigned Shift = Plain ? STET_WINDOW_SHIFT : STET_SANITIZER_WINDOW_SHIFT;
  return {Number << Shift, uint64_t(1) << Shift};
}

} // namespace stet
