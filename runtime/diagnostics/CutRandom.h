//===-- runtime/diagnostics/CutRandom.h - Chance in simulated power cuts ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_DIAGNOSTICS_CUTRANDOM_H
#define STET_RUNTIME_DIAGNOSTICS_CUTRANDOM_H

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace stet {

/// Whether the environment asks for simulated power cuts.
inline bool powerCutsAreSimulated() {
  const char *Mode = getenv("STET_CRASH_MODE");
  return Mode && strcmp(Mode, "power") == 0;
}

/// The random numbers of one simulated power cut: the same for the same
/// STET_CRASH_SEED.
class CutRandom {
public:
  CutRandom() {
    const char *Seed = getenv("STET_CRASH_SEED");
    State = (Seed ? strtoull(Seed, nullptr, 10) : 0) * 0x9e3779b97f4a7c15 + 1;
  }
  uint64_t next() {
    State ^= State << 13;
    State ^= State >> 7;
    State ^= State << 17;
    return State * 0x2545f4914f6cdd1d >> 16;
  }
  /// Some cuts keep nearly all of what was on its way, some nearly nothing. Draws how
  /// much, for the next calls of survives().
  void drawChance() { Chance = next() % 5 * 64; }
  bool survives() { return next() % 256 < Chance; }

private:
  uint64_t State;
  uint64_t Chance = 128; ///< of 256
};

} // namespace stet

#endif // STET_RUNTIME_DIAGNOSTICS_CUTRANDOM_H
