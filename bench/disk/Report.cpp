//===-- bench/disk/Report.cpp - The results for people and for programs ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Report.h"
#include "SystemError.h"
#include "Targets.h"

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace bench::disk;

namespace {

void printCommits(const Results &All, Workload What) {
  std::printf("\n%-17s %7s %10s %9s %9s %9s %11s\n", name(What), "threads", "commits/s", "p50 µs",
              "p99 µs", "CPU µs", "bytes");
  for (unsigned Threads : ThreadCounts)
    for (const Result &Each : All.all()) {
      if (Each.What != What || Each.Threads != Threads)
        continue;
      std::printf("%-17s %7u %10.0f %8.1f %8.1f %8.2f", Each.Of->Label.c_str(), Threads,
                  Each.perSecond(), Each.median(), Each.percentile99(), Each.cpuMicroseconds());
      if (auto Bytes = Each.deviceBytes())
        std::printf(" %11.0f\n", *Bytes);
      else
        std::printf(" %11s\n", "unknown");
    }
}

void printReads(const Results &All, Workload What) {
  std::printf("\n%-17s %7s %10s\n", name(What), "threads", "million/s");
  for (unsigned Threads : ThreadCounts)
    for (const Result &Each : All.all())
      if (Each.What == What && Each.Threads == Threads)
        std::printf("%-17s %7u %10.1f\n", Each.Of->Label.c_str(), Threads, Each.perSecond() / 1e6);
}

void printTargets(const Results &All) {
  std::printf("\nStet, power, beside its targets\n");
  for (const Target &Each : targets(All))
    std::printf("%-6s %8.*f (%s %g) %s\n", Each.isMet() ? "met" : "missed",
                Each.Bound < 1000 ? 2 : 0, Each.Measured, Each.IsLeast ? "at least" : "at most",
                Each.Bound, Each.Text.c_str());
}

nlohmann::json toJson(const Result &Each) {
  nlohmann::json Object = {
      {"contender", Each.Of->Id},       {"label", Each.Of->Label},
      {"workload", name(Each.What)},    {"threads", Each.Threads},
      {"per second", Each.perSecond()}, {"cpu microseconds", Each.cpuMicroseconds()}};
  if (!isRead(Each.What)) {
    Object["timed commits"] = Each.timed();
    Object["median microseconds"] = Each.median();
    Object["99th percentile microseconds"] = Each.percentile99();
    if (auto Bytes = Each.deviceBytes())
      Object["device bytes"] = *Bytes;
  }
  return Object;
}

nlohmann::json toJson(const Target &Each) {
  return {{"text", Each.Text},
          {"measured", Each.Measured},
          {Each.IsLeast ? "at least" : "at most", Each.Bound},
          {"met", Each.isMet()}};
}

template <class List> nlohmann::json toArray(const List &From) {
  nlohmann::json Array = nlohmann::json::array();
  for (const auto &Each : From)
    Array.push_back(toJson(Each));
  return Array;
}

} // namespace

void bench::disk::print(const Setting &S, const Results &All) {
  std::printf("%u rounds of %g s a contender in %s, on %s\n", S.Rounds, S.Seconds, S.Folder.c_str(),
              S.Device.empty() ? "an unknown device" : S.Device.c_str());
  for (Workload What : {Workload::Updates, Workload::Tree, Workload::SustainedUpdates,
                        Workload::SustainedTree, Workload::Checkpoints})
    printCommits(All, What);
  for (Workload What : {Workload::Reads, Workload::LargeReads})
    printReads(All, What);
  printTargets(All);
}

void bench::disk::writeJson(const std::string &Path, const Setting &S, const Results &All) {
  nlohmann::json Document = {{"device", S.Device},
                             {"seconds a turn", S.Seconds},
                             {"rounds", S.Rounds},
                             {"results", toArray(All.all())},
                             {"targets", toArray(targets(All))}};
  std::ofstream File(Path);
  File << Document.dump(2) << '\n';
  if (!File.flush())
    throwErrno(Path);
}
