//===-- bench/disk/Targets.h - What Stet promises on an ordinary disk ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_TARGETS_H
#define STET_BENCH_DISK_TARGETS_H

#include "Results.h"

namespace bench::disk {

struct Target {
  std::string Text;
  double Measured;
  bool IsLeast; ///< else it is the most
  double Bound;

  bool isMet() const { return IsLeast ? Measured >= Bound : Measured <= Bound; }
};

/// Those whose contenders were all measured.
std::vector<Target> targets(const Results &);

} // namespace bench::disk

#endif // STET_BENCH_DISK_TARGETS_H
