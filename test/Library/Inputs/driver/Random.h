//===-- test/Library/Inputs/driver/Random.h - The same numbers in every library -----===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_DRIVER_RANDOM_H
#define STET_TEST_DRIVER_RANDOM_H

#include <cstdint>

namespace driver {

/// SplitMix64.
class Random {
public:
  explicit Random(uint64_t Seed) : State(Seed) {}

  uint64_t next() {
    uint64_t Z = State += 0x9e3779b97f4a7c15;
    Z = (Z ^ (Z >> 30)) * 0xbf58476d1ce4e5b9;
    Z = (Z ^ (Z >> 27)) * 0x94d049bb133111eb;
    return Z ^ (Z >> 31);
  }
  unsigned below(unsigned End) { return unsigned(next() % End); }

private:
  uint64_t State;
};

} // namespace driver

#endif // STET_TEST_DRIVER_RANDOM_H
