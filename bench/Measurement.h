//===-- bench/Measurement.h - Times and counts of all contenders under one setting ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_MEASUREMENT_H
#define STET_BENCH_MEASUREMENT_H

#include "Contender.h"

namespace bench {

/// One transaction.
struct Cost {
  double Nanoseconds = 0; ///< median
  uint64_t Instructions = 0;
  uint64_t Fences = 0;
  uint64_t Flushes = 0; ///< cache lines
};

struct Measurement {
  Cost Costs[ShapeCount][CountCount][ContenderCount];
  double PlainCall = 0; ///< of storePlainly, in nanoseconds
  double CallWithEntryTest = 0;
};

/// Measures with pools in this folder, whose names are poolName's.
Measurement measure(const char *Folder);

/// The pools' file names, for those who remove them: 0 to PoolCount - 1.
constexpr size_t PoolCount = ContenderCount;
const char *poolName(size_t Index);

} // namespace bench

#endif // STET_BENCH_MEASUREMENT_H
