//===-- bench/disk/Results.h - What was measured, over all rounds ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_RESULTS_H
#define STET_BENCH_DISK_RESULTS_H

#include "Turn.h"

#include <list>
#include <optional>

namespace bench::disk {

/// One contender, one workload, one number of threads.
class Result {
public:
  Result(const Entry &Of, Workload What, unsigned Threads)
      : Of(&Of), What(What), Threads(Threads) {}

  const Entry *Of;
  Workload What;
  unsigned Threads;

  void add(const Turn &Round, std::optional<uint64_t> DeviceBytes);

  // Medians over the rounds.
  double perSecond() const;       ///< operations
  double median() const;          ///< microseconds; 0 when nothing was timed
  double percentile99() const;    ///< microseconds; 0 when nothing was timed
  double cpuMicroseconds() const; ///< an operation, of all threads together

  uint64_t timed() const; ///< commits, in all rounds, that the percentiles are of

  /// An operation, the mean of all rounds: databases write in one round what was committed
  /// in earlier ones, too.
  std::optional<double> deviceBytes() const;

private:
  template <class Function> double medianOf(Function Number) const;

  std::vector<Turn> Rounds;
  uint64_t AllDeviceBytes = 0;
  bool IsDeviceKnown = true;
};

class Results {
public:
  Result &add(const Entry &Of, Workload What, unsigned Threads) {
    return All.emplace_back(Of, What, Threads);
  }
  /// Null when it was not measured.
  const Result *find(const std::string &Id, Workload What, unsigned Threads) const;
  const std::list<Result> &all() const { return All; }

private:
  std::list<Result> All;
};

} // namespace bench::disk

#endif // STET_BENCH_DISK_RESULTS_H
