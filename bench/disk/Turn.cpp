//===-- bench/disk/Turn.cpp - One contender's share of a round ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Turn.h"
#include "Histogram.h"
#include "SystemError.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <latch>
#include <optional>
#include <sstream>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace bench::disk;

namespace {

using Clock = std::chrono::steady_clock;

Clock::duration toDuration(double Seconds) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(Seconds));
}
double toSeconds(Clock::duration D) { return std::chrono::duration<double>(D).count(); }

double cpuSeconds() {
  rusage Usage;
  if (getrusage(RUSAGE_SELF, &Usage) != 0)
    throwErrno("getrusage");
  auto Seconds = [](const timeval &T) { return double(T.tv_sec) + double(T.tv_usec) / 1e6; };
  return Seconds(Usage.ru_utime) + Seconds(Usage.ru_stime);
}

/// A thread's work; an error ends the process.
std::thread start(std::function<void()> Work) {
  return std::thread([Work = std::move(Work)] {
    try {
      Work();
    } catch (const std::exception &Error) {
      std::fprintf(stderr, "bench: %s\n", Error.what());
      _exit(1);
    }
  });
}

struct ThreadCount {
  uint64_t Operations = 0;
  Histogram Latencies;
};

/// Runs Work(Thread, Deadline, Count) in that many threads at the same time.
template <class Function> Turn runThreads(const Request &R, const Function &Work) {
  std::vector<ThreadCount> Counts(R.Threads);
  std::latch Ready(R.Threads), Go(1);
  Clock::time_point Deadline;
  std::vector<std::thread> Threads;
  for (unsigned Thread = 0; Thread < R.Threads; ++Thread)
    Threads.push_back(start([&, Thread] {
      Ready.count_down();
      Go.wait();
      Work(Thread, Deadline, Counts[Thread]);
    }));
  Ready.wait();
  double Cpu = cpuSeconds();
  Clock::time_point Start = Clock::now();
  Deadline = Start + toDuration(R.Seconds);
  Go.count_down();
  for (std::thread &Thread : Threads)
    Thread.join();

  Turn Result;
  Result.Seconds = toSeconds(Clock::now() - Start);
  Result.CpuSeconds = cpuSeconds() - Cpu;
  Histogram Latencies;
  for (const ThreadCount &Count : Counts) {
    Result.Operations += Count.Operations;
    Latencies.add(Count.Latencies);
  }
  Result.Timed = Latencies.total();
  Result.Median = Latencies.percentile(50) / 1e3;
  Result.Percentile99 = Latencies.percentile(99) / 1e3;
  return Result;
}

/// Asks for checkpoints at regular times, and tells which commits overlap one.
class Checkpointer {
public:
  Checkpointer(Contender &Of, Clock::duration Interval)
      : Loop(start([this, &Of, Interval] {
          while (!Stop.load()) {
            std::this_thread::sleep_for(Interval);
            ++Changes;
            Of.checkpoint();
            ++Changes;
          }
        })) {}
  ~Checkpointer() {
    Stop.store(true);
    Loop.join();
  }

  uint64_t changes() const { return Changes.load(); }
  /// Whether one was running at some time since changes() returned that.
  bool wasRunning(uint64_t Before) const { return Before % 2 == 1 || changes() != Before; }

private:
  std::atomic<uint64_t> Changes{0}; ///< odd while a checkpoint is running
  std::atomic<bool> Stop{false};
  std::thread Loop;
};

/// Waits until the process has written nothing for a while, so that the next contender
/// has the device to itself.
void waitUntilIdle() {
  using namespace std::chrono_literals;
  auto Written = [] {
    std::ifstream File("/proc/self/io");
    std::string Name, Value, Result;
    while (File >> Name >> Value)
      if (Name == "wchar:" || Name == "write_bytes:")
        Result += Value + ' ';
    return Result;
  };
  std::string Before = Written();
  for (int Quiet = 0, Waited = 0; Quiet < 5 && Waited < 200; ++Waited) {
    std::this_thread::sleep_for(20ms);
    std::string Now = Written();
    Quiet = Now == Before ? Quiet + 1 : 0;
    Before = Now;
  }
}

} // namespace

TurnRunner::TurnRunner(Contender &Of) : Of(Of) {
  for (unsigned Index = 0; Index < ShardCount; ++Index)
    Shards.emplace_back(Index);
}

Turn TurnRunner::run(const Request &R) {
  ++TurnCount;
  Turn Result = isRead(R.What) ? read(R) : commit(R);
  Of.checkpoint(); // not in another contender's turn
  waitUntilIdle();
  return Result;
}

Turn TurnRunner::commit(const Request &R) {
  while (Workers.size() < R.Threads)
    Workers.push_back(Of.makeWorker());
  std::optional<Checkpointer> Checkpoints;
  if (R.What == Workload::Checkpoints)
    Checkpoints.emplace(Of, toDuration(std::min(0.5, R.Seconds / 2)));

  return runThreads(R, [&](unsigned Thread, Clock::time_point Deadline, ThreadCount &Count) {
    uint64_t Seed = TurnCount * MaxThreads + Thread;
    UpdateSequence Updates(Thread, R.Threads, Seed);
    Random Choice(Seed);
    Worker &Each = *Workers[Thread];
    for (Clock::time_point Now = Clock::now(); Now < Deadline;) {
      uint64_t Before = Checkpoints ? Checkpoints->changes() : 0;
      if (isTree(R.What)) {
        unsigned Mine = Thread + R.Threads * Choice.below(ShardCount / R.Threads);
        Each.exchange(Shards[Mine].next(Choice));
      } else {
        Each.update(Updates.next());
      }
      Clock::time_point End = Clock::now();
      ++Count.Operations;
      if (!Checkpoints || Checkpoints->wasRunning(Before))
        Count.Latencies.add(std::chrono::nanoseconds(End - Now).count());
      Now = End;
    }
  });
}

Turn TurnRunner::read(const Request &R) {
  const uint64_t *Rows = Of.rows(R.What);
  uint32_t RowsToRead = R.What == Workload::Reads ? RowCount : LargeRowCount;
  return runThreads(R, [&](unsigned Thread, Clock::time_point Deadline, ThreadCount &Count) {
    constexpr unsigned Batch = 10'000;
    Random Choice(TurnCount * MaxThreads + Thread);
    uint64_t Sum = 0;
    while (Clock::now() < Deadline) {
      for (unsigned I = 0; I < Batch; ++I)
        Sum += Rows[Choice.below(RowsToRead)];
      Count.Operations += Batch;
    }
    asm volatile("" ::"r"(Sum)); // they have to be read
  });
}
