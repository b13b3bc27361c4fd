//===-- bench/disk/Workload.h - What every contender is asked to do ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_WORKLOAD_H
#define STET_BENCH_DISK_WORKLOAD_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace bench::disk {

enum class Workload {
  Updates,          ///< commits of random updates in a table
  Tree,             ///< commits of one insert and one removal in an ordered map
  SustainedUpdates, ///< the same for longer, so that checkpoints come at their own pace
  SustainedTree,
  Checkpoints, ///< Updates; only the commits that overlap a checkpoint are timed
  Reads,       ///< random reads in the table of the updates
  LargeReads   ///< random reads in a table larger than the processor's caches
};
constexpr const char *name(Workload W) {
  constexpr const char *Names[] = {"updates",     "tree",  "sustained updates", "sustained tree",
                                   "checkpoints", "reads", "large reads"};
  return Names[size_t(W)];
}
constexpr bool isTree(Workload W) { return W == Workload::Tree || W == Workload::SustainedTree; }
constexpr bool isRead(Workload W) { return W == Workload::Reads || W == Workload::LargeReads; }

constexpr unsigned ThreadCounts[] = {1, 2, 8};
constexpr unsigned MaxThreads = 8;

/// A value that is different each time and needs all of its eight bytes: some databases
/// store small numbers in fewer.
constexpr uint64_t valueOf(uint64_t Number) {
  return (Number + 1) * 0x9E3779B97F4A7C15 | 1ull << 62;
}

class Random {
public:
  explicit Random(uint64_t Seed) : State(Seed * 0x9E3779B97F4A7C15 + 1) {}
  uint32_t below(uint32_t Bound) {
    State = State * 6364136223846793005 + 1442695040888963407;
    return (State >> 32) * Bound >> 32;
  }

private:
  uint64_t State;
};

// -- The table -------------------------------------------------------------------
//
// Rows of eight bytes, numbered from zero. Each thread updates rows of its own, so that
// nobody has to lock one.

constexpr uint32_t RowCount = 100'000;
constexpr uint32_t LargeRowCount = 4 << 20;
constexpr size_t UpdatesPerCommit = 16;

/// One commit: these rows get this value.
struct Update {
  std::array<uint32_t, UpdatesPerCommit> Rows;
  uint64_t Value;
};

class UpdateSequence {
public:
  UpdateSequence(unsigned Thread, unsigned Threads, uint64_t Seed)
      : Choice(Seed), Count(RowCount / Threads), First(Thread * Count) {}
  const Update &next() {
    for (uint32_t &Row : Next.Rows)
      Row = First + Choice.below(Count);
    Next.Value = valueOf(++Updates);
    return Next;
  }

private:
  Random Choice;
  uint32_t Count, First;
  uint64_t Updates = 0;
  Update Next{};
};

// -- The map ---------------------------------------------------------------------
//
// From a key to eight bytes. The keys fall into as many shards, by their order, as there
// may be threads; each thread works on shards of its own.

constexpr unsigned ShardCount = MaxThreads;
constexpr uint32_t KeysPerShard = 25'000; ///< of which every second one is present
constexpr uint32_t KeyCount = ShardCount * KeysPerShard;
constexpr unsigned shardOf(uint32_t Key) { return Key / KeysPerShard; }
constexpr bool isPresentAtFirst(uint32_t Key) { return Key % 2 == 0; }

/// One commit: a key that is absent is inserted and one of the same shard removed.
struct Exchange {
  uint32_t Inserted, Removed;
  uint64_t Value;
};

/// Knows which keys a shard has.
class Shard {
public:
  explicit Shard(unsigned Index) {
    for (uint32_t Key = Index * KeysPerShard; Key < (Index + 1) * KeysPerShard; ++Key)
      (isPresentAtFirst(Key) ? Present : Absent).push_back(Key);
  }
  Exchange next(Random &Choice) {
    uint32_t &In = Absent[Choice.below(Absent.size())];
    uint32_t &Out = Present[Choice.below(Present.size())];
    std::swap(In, Out);
    return {Out, In, valueOf(++Exchanges)};
  }

private:
  std::vector<uint32_t> Present, Absent;
  uint64_t Exchanges = 0;
};

} // namespace bench::disk

#endif // STET_BENCH_DISK_WORKLOAD_H
