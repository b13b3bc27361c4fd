//===-- bench/disk/Results.cpp - What was measured, over all rounds ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Results.h"

#include <algorithm>

using namespace bench::disk;

void Result::add(const Turn &Round, std::optional<uint64_t> DeviceBytes) {
  Rounds.push_back(Round);
  AllDeviceBytes += DeviceBytes.value_or(0);
  IsDeviceKnown &= DeviceBytes.has_value();
}

template <class Function> double Result::medianOf(Function Number) const {
  std::vector<double> Numbers;
  for (const Turn &Round : Rounds)
    Numbers.push_back(Number(Round));
  std::sort(Numbers.begin(), Numbers.end());
  size_t Half = Numbers.size() / 2;
  return Numbers.size() % 2 ? Numbers[Half] : (Numbers[Half - 1] + Numbers[Half]) / 2;
}

double Result::perSecond() const {
  return medianOf([](const Turn &T) { return double(T.Operations) / T.Seconds; });
}
double Result::median() const {
  return medianOf([](const Turn &T) { return T.Median; });
}
double Result::percentile99() const {
  return medianOf([](const Turn &T) { return T.Percentile99; });
}
double Result::cpuMicroseconds() const {
  return medianOf([](const Turn &T) { return T.CpuSeconds * 1e6 / double(T.Operations); });
}

uint64_t Result::timed() const {
  uint64_t Timed = 0;
  for (const Turn &Round : Rounds)
    Timed += Round.Timed;
  return Timed;
}

std::optional<double> Result::deviceBytes() const {
  uint64_t Operations = 0;
  for (const Turn &Round : Rounds)
    Operations += Round.Operations;
  if (!IsDeviceKnown || Operations == 0)
    return std::nullopt;
  return double(AllDeviceBytes) / double(Operations);
}

const Result *Results::find(const std::string &Id, Workload What, unsigned Threads) const {
  for (const Result &Each : All)
    if (Each.Of->Id == Id && Each.What == What && Each.Threads == Threads)
      return &Each;
  return nullptr;
}
