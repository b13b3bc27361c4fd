//===-- bench/disk/Targets.cpp - What Stet promises on an ordinary disk ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Targets.h"

using namespace bench::disk;

namespace {

class TargetList {
public:
  explicit TargetList(const Results &All) : All(All) {}

  /// How many times as many operations a second as another contender, at least.
  void faster(const std::string &Than, Workload What, unsigned Threads, double Bound) {
    const Result *Mine = strict(What, Threads), *Other = All.find(Than, What, Threads);
    if (Mine && Other)
      List.push_back({"times " + Other->Of->Label + ", " + describe(What, Threads),
                      Mine->perSecond() / Other->perSecond(), true, Bound});
  }

  void scales(Workload What, double Bound) {
    const Result *One = strict(What, 1), *Most = strict(What, MaxThreads);
    if (One && Most)
      List.push_back({"times its own single thread, " + describe(What, MaxThreads),
                      Most->perSecond() / One->perSecond(), true, Bound});
  }

  void deviceBytes(Workload What, double Bound) {
    const Result *One = strict(What, 1);
    if (One && One->deviceBytes())
      List.push_back({"bytes to the device a commit, checkpoints included, " + describe(What, 1),
                      *One->deviceBytes(), false, Bound});
  }

  void checkpoints(double Bound) {
    const Result *Quiet = strict(Workload::Updates, 1);
    const Result *Sustained = strict(Workload::SustainedUpdates, 1);
    const Result *During = strict(Workload::Checkpoints, 1);
    if (Quiet && Sustained)
      List.push_back({"times the median: 99th percentile with checkpoints at their own pace",
                      Sustained->percentile99() / Quiet->median(), false, Bound});
    if (Quiet && During && During->timed() > 0)
      List.push_back({"times the median: 99th percentile of the " +
                          std::to_string(During->timed()) + " commits that overlap a checkpoint",
                      During->percentile99() / Quiet->median(), false, Bound});
  }

  std::vector<Target> List;

private:
  const Result *strict(Workload What, unsigned Threads) const {
    return All.find(StrictId, What, Threads);
  }
  static std::string describe(Workload What, unsigned Threads) {
    return std::string(name(What)) + ", " + std::to_string(Threads) +
           (Threads == 1 ? " thread" : " threads");
  }
  const Results &All;
};

} // namespace

std::vector<Target> bench::disk::targets(const Results &All) {
  TargetList Targets(All);
  Targets.faster(FloorId, Workload::Updates, 1, 0.9);
  for (Workload What : {Workload::Updates, Workload::Tree}) {
    for (unsigned Threads : ThreadCounts) {
      Targets.faster(SqliteFullId, What, Threads, 4);
      Targets.faster(LmdbId, What, Threads, 5);
    }
    Targets.scales(What, 2.5);
  }
  Targets.deviceBytes(Workload::SustainedUpdates, 1.25 * 4096);
  Targets.deviceBytes(Workload::SustainedTree, 1.25 * 4096);
  Targets.checkpoints(3);
  for (Workload What : {Workload::Reads, Workload::LargeReads})
    for (unsigned Threads : ThreadCounts)
      Targets.faster(MappingId, What, Threads, 0.9);
  return Targets.List;
}
