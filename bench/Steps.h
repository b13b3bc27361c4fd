//===-- bench/Steps.h - Counting what a piece of code executes ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_STEPS_H
#define STET_BENCH_STEPS_H

#include <cstdint>

namespace bench {

struct Steps {
  uint64_t Instructions = 0;
  uint64_t Fences = 0;  ///< sfence and mfence
  uint64_t Flushes = 0; ///< cache lines: clwb, clflushopt, clflush
};

namespace detail {
/// Prepares for the two breakpoints of countSteps.
void beginCounting();
Steps endCounting();
} // namespace detail

/// Calls `Run` and counts every instruction of it, libraries included.
template <class Function> Steps countSteps(Function Run) {
  detail::beginCounting();
  asm volatile("int3" ::: "memory");
  Run();
  asm volatile("int3" ::: "memory");
  return detail::endCounting();
}

} // namespace bench

#endif // STET_BENCH_STEPS_H
