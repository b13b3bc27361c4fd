//===-- bench/disk/Contender.h - What is measured, one interface for all ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_CONTENDER_H
#define STET_BENCH_DISK_CONTENDER_H

#include "Workload.h"

#include <memory>
#include <string>
#include <vector>

namespace bench::disk {

/// What one thread uses. Not shared between threads at the same time.
class Worker {
public:
  virtual ~Worker() = default;
  /// Each commits before it returns, with the durability that the contender stands for.
  virtual void update(const Update &) = 0;
  virtual void exchange(const Exchange &) = 0;
};

/// A store that is open. Whoever makes one creates its files, with all rows and the keys
/// that are present at first. Everything throws std::runtime_error when it fails.
class Contender {
public:
  virtual ~Contender() = default;
  /// For those that commit.
  virtual std::unique_ptr<Worker> makeWorker() { return nullptr; }
  /// Reaches the state that a store has after some time of use.
  virtual void warmUp() {}
  /// Brings what was committed from the log to the data's own place; of contenders that do
  /// so in the background, where it could disturb others.
  virtual void checkpoint() {}
  /// The rows of a workload that reads; of contenders whose data is in memory.
  virtual const uint64_t *rows(Workload) { return nullptr; }
};

/// What is known of a contender before it is open.
struct Entry {
  std::string Id;    ///< for the command line and the JSON
  std::string Label; ///< for people
  std::vector<Workload> Workloads;
  unsigned MaxThreads;
  std::unique_ptr<Contender> (*Open)(const std::string &Folder);
  std::vector<std::string> Files; ///< that it may leave in the folder
};

const std::vector<Workload> EveryCommit = {Workload::Updates, Workload::Tree,
                                           Workload::SustainedUpdates, Workload::SustainedTree};

constexpr const char *FloorId = "floor";
constexpr const char *StrictId = "stet-strict";
constexpr const char *SqliteFullId = "sqlite-full";
constexpr const char *LmdbId = "lmdb";
constexpr const char *MappingId = "mapping";

extern const Entry Floor, StetStrict, StetRelaxed, StetProcess, SqliteFull, SqliteNormal, Lmdb,
    Libpmemobj, SharedMapping;

} // namespace bench::disk

#endif // STET_BENCH_DISK_CONTENDER_H
