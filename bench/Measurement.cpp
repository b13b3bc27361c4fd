//===-- bench/Measurement.cpp - Times and counts of all contenders under one setting ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Measurement.h"

#include "Steps.h"

#include <algorithm>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

using namespace bench;

const char *bench::poolName(size_t Index) {
  static const char *const Names[PoolCount] = {"stet", "libpmemobj", "by-hand"};
  return Names[Index];
}

/// Calls Visit(shape, index of the store count, index of the contender).
template <class Function> static void forEachCell(Function Visit) {
  for (size_t S = 0; S < ShapeCount; ++S)
    for (size_t N = 0; N < CountCount; ++N)
      for (size_t C = 0; C < ContenderCount; ++C)
        Visit(S, N, C);
}

// -- Counting --------------------------------------------------------------------

static void count(Measurement &M) {
  forEachCell([&](size_t S, size_t N, size_t C) {
    auto Run = Contenders[C]->Run[S][N];
    Run(100); // so that logs have their sizes
    // What the loop around the transaction executes does not count. One transaction
    // only: every instruction takes microseconds here.
    Steps OfNone = countSteps([&] { Run(0); });
    Steps OfOne = countSteps([&] { Run(1); });
    Cost &Result = M.Costs[S][N][C];
    Result.Instructions = OfOne.Instructions - OfNone.Instructions;
    Result.Fences = OfOne.Fences - OfNone.Fences;
    Result.Flushes = OfOne.Flushes - OfNone.Flushes;
  });
}

// -- Timing ----------------------------------------------------------------------

namespace {

double now() {
  timespec Time;
  clock_gettime(CLOCK_MONOTONIC, &Time);
  return double(Time.tv_sec) * 1e9 + double(Time.tv_nsec);
}

/// Something that is timed once a round.
class Series {
public:
  Series(std::function<void(size_t)> Run, double &Result) : Run(std::move(Run)), Result(Result) {
    // Long enough for the clock, short enough to be interrupted seldom.
    constexpr double Wanted = 150e3;
    while (time() * double(Repetitions) < Wanted)
      Repetitions *= 2;
  }
  void round() { Samples.push_back(time()); }
  void finish() {
    auto Middle = Samples.begin() + ptrdiff_t(Samples.size() / 2);
    std::nth_element(Samples.begin(), Middle, Samples.end());
    Result = *Middle;
  }

private:
  /// One repetition, in nanoseconds.
  double time() {
    double Begin = now();
    Run(Repetitions);
    return (now() - Begin) / double(Repetitions);
  }

  std::function<void(size_t)> Run;
  double &Result;
  size_t Repetitions = 16;
  std::vector<double> Samples;
};

template <void (*Function)(uint64_t *, uint64_t)> void callOutsideTransactions(size_t Calls) {
  uint64_t Target;
  for (size_t I = 0; I < Calls; ++I)
    Function(&Target, I);
}

} // namespace

static void time(Measurement &M) {
  std::vector<Series> All;
  forEachCell([&](size_t S, size_t N, size_t C) {
    All.emplace_back(Contenders[C]->Run[S][N], M.Costs[S][N][C].Nanoseconds);
  });
  All.emplace_back(callOutsideTransactions<storePlainly>, M.PlainCall);
  All.emplace_back(callOutsideTransactions<storeWithEntryTest>, M.CallWithEntryTest);
  // What disturbs the machine for a while disturbs all of them alike.
  constexpr unsigned Rounds = 101;
  for (unsigned Round = 0; Round < Rounds; ++Round)
    for (Series &Each : All)
      Each.round();
  for (Series &Each : All)
    Each.finish();
}

Measurement bench::measure(const char *Folder) {
  for (size_t I = 0; I < ContenderCount; ++I)
    Contenders[I]->Open((std::string(Folder) + '/' + poolName(I)).c_str());
  Measurement M;
  count(M);
  time(M);
  return M;
}
