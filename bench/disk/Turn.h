//===-- bench/disk/Turn.h - One contender's share of a round ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_TURN_H
#define STET_BENCH_DISK_TURN_H

#include "Contender.h"

namespace bench::disk {

struct Request {
  Workload What;
  unsigned Threads;
  double Seconds;
};

/// Operations are commits, or single reads.
struct Turn {
  uint64_t Operations = 0;
  double Seconds = 0;    ///< from the start until the last thread is done
  double CpuSeconds = 0; ///< of the whole process in that time
  uint64_t Timed = 0;    ///< how many commits the percentiles are of; none of reads
  double Median = 0;     ///< microseconds
  double Percentile99 = 0;
};

/// Executes turns in the process that has the contender open.
class TurnRunner {
public:
  explicit TurnRunner(Contender &Of);
  /// Returns once the process has stopped to write in the background.
  Turn run(const Request &);

private:
  Turn commit(const Request &);
  Turn read(const Request &);

  Contender &Of;
  std::vector<std::unique_ptr<Worker>> Workers; ///< one a thread; kept between turns
  std::vector<Shard> Shards;
  uint64_t TurnCount = 0; ///< makes each turn choose other rows
};

} // namespace bench::disk

#endif // STET_BENCH_DISK_TURN_H
