//===-- bench/disk/WithStet.cpp - Annotated code on pools of each durability ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Contender.h"
#include "Treap.h"

#include <stdexcept>
#include <stet.h>

using namespace bench::disk;

namespace {

struct [[persistent]] Row {
  uint64_t Value;
};
struct [[persistent]] Node {
  uint32_t Key;
  uint64_t Value;
  Node *Left, *Right;
};
struct [[persistent]] Root {
  Row Rows[RowCount];
  Node *Shards[ShardCount];
  Row LargeRows[LargeRowCount];
};

struct Heap {
  Node *make(uint32_t Key, uint64_t Value) { return new Node{Key, Value, nullptr, nullptr}; }
  void destroy(Node *Old) { delete Old; }
  void willChange(Node **) {} // the compiler knows
};

constexpr size_t PoolSize = 256 << 20;

void check(bool Worked) {
  if (!Worked)
    throw std::runtime_error(std::string("Stet: ") + stet_error_message());
}

class StetWorker : public Worker {
public:
  StetWorker(stet_pool *Pool, Root *Data) : Pool(Pool), Data(Data) {}

  void update(const Update &To) override {
    transaction<Pool> {
      for (uint32_t Row : To.Rows)
        Data->Rows[Row].Value = To.Value;
    }
  }

  void exchange(const Exchange &E) override {
    Treap Map(&Data->Shards[shardOf(E.Inserted)], Heap());
    transaction<Pool> {
      Map.insert(E.Inserted, E.Value);
      Map.remove(E.Removed);
    }
  }

private:
  stet_pool *Pool;
  Root *Data;
};

class WithStet : public Contender {
public:
  WithStet(const std::string &Path, const stet_options &Options) {
    Pool = stet_pool_create_with(Path.c_str(), PoolSize, &Options);
    check(Pool);
    Data = static_cast<Root *>(stet_pool_root(Pool, sizeof(Root)));
    check(Data);
    fill(Data->Rows, RowCount);
    fill(Data->LargeRows, LargeRowCount);
    for (unsigned Shard = 0; Shard < ShardCount; ++Shard)
      fillShard(Shard);
  }
  ~WithStet() override { stet_pool_close(Pool); }

  std::unique_ptr<Worker> makeWorker() override { return std::make_unique<StetWorker>(Pool, Data); }

  /// The first lap over the log's file writes zeroes ahead of the log.
  void warmUp() override {
    while (isLogNew())
      fill(Data->Rows, RowCount);
    checkpoint();
  }

  void checkpoint() override { check(stet_checkpoint(Pool) == 0); }

  const uint64_t *rows(Workload Which) override {
    return Which == Workload::Reads ? &Data->Rows[0].Value : &Data->LargeRows[0].Value;
  }

private:
  /// In transactions that are small beside the log.
  void fill(Row *Rows, uint32_t Count) {
    constexpr uint32_t Share = 10'000;
    for (uint32_t From = 0; From < Count; From += Share)
      transaction<Pool> {
        for (uint32_t I = From; I < Count && I < From + Share; ++I)
          Rows[I].Value = valueOf(I);
      }
  }

  void fillShard(unsigned Shard) {
    Treap Map(&Data->Shards[Shard], Heap());
    transaction<Pool> {
      for (uint32_t Key = Shard * KeysPerShard; Key < (Shard + 1) * KeysPerShard; ++Key)
        if (isPresentAtFirst(Key))
          Map.insert(Key, valueOf(Key));
    }
  }

  bool isLogNew() {
    constexpr uint64_t LogSize = 128 << 20; // the default
    stet_statistics Statistics;
    check(stet_pool_stats(Pool, &Statistics) == 0);
    return Statistics.bytes_logged > 0 && Statistics.bytes_logged < LogSize;
  }

  stet_pool *Pool;
  Root *Data;
};

template <stet_durability Durability, unsigned Relaxed>
std::unique_ptr<Contender> open(const std::string &Path) {
  stet_options Options = {};
  Options.durability = Durability;
  Options.relaxed = Relaxed;
  return std::make_unique<WithStet>(Path, Options);
}

} // namespace

const Entry bench::disk::StetStrict = {
    StrictId,
    "Stet, power",
    {Workload::Updates, Workload::Tree, Workload::SustainedUpdates, Workload::SustainedTree,
     Workload::Checkpoints, Workload::Reads, Workload::LargeReads},
    MaxThreads,
    [](const std::string &Folder) {
      return open<STET_DURABILITY_POWER, 0>(Folder + "/stet-strict.pool");
    },
    {"stet-strict.pool", "stet-strict.pool-log"}};

const Entry bench::disk::StetRelaxed = {"stet-relaxed",
                                        "Stet, power:10",
                                        EveryCommit,
                                        MaxThreads,
                                        [](const std::string &Folder) {
                                          return open<STET_DURABILITY_POWER, 10>(
                                              Folder + "/stet-relaxed.pool");
                                        },
                                        {"stet-relaxed.pool", "stet-relaxed.pool-log"}};

const Entry bench::disk::StetProcess = {"stet-process",
                                        "Stet, process",
                                        EveryCommit,
                                        MaxThreads,
                                        [](const std::string &Folder) {
                                          return open<STET_DURABILITY_PROCESS, 0>(
                                              Folder + "/stet-process.pool");
                                        },
                                        {"stet-process.pool"}};
