//===-- bench/disk/WithLibpmemobj.cpp - libpmemobj's own transactions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// On an ordinary file libpmemobj calls msync for each range that it makes durable. The
// pointers are plain ones: the pool is not opened again.
//
//===----------------------------------------------------------------------===//
#include "Contender.h"
#include "Treap.h"

#include <libpmemobj.h>
#include <stdexcept>

using namespace bench::disk;

namespace {

struct Node {
  uint32_t Key;
  uint64_t Value;
  Node *Left, *Right;
};
struct Root {
  uint64_t Rows[RowCount];
  Node *Shards[ShardCount];
};

constexpr size_t PoolSize = 256 << 20;

[[noreturn]] void fail() {
  throw std::runtime_error(std::string("libpmemobj: ") + pmemobj_errormsg());
}

Node *allocate(uint32_t Key, uint64_t Value, uint64_t Flags) {
  auto *New = static_cast<Node *>(pmemobj_direct(pmemobj_tx_xalloc(sizeof(Node), 1, Flags)));
  *New = {Key, Value, nullptr, nullptr};
  return New;
}

struct Heap {
  Node *make(uint32_t Key, uint64_t Value) { return allocate(Key, Value, 0); }
  void destroy(Node *Old) { pmemobj_tx_free(pmemobj_oid(Old)); }
  void willChange(Node **Link) { pmemobj_tx_add_range_direct(Link, sizeof(*Link)); }
};

/// For the first keys, which are made durable all at once.
struct FirstHeap {
  Node *make(uint32_t Key, uint64_t Value) { return allocate(Key, Value, POBJ_XALLOC_NO_FLUSH); }
  void destroy(Node *) {}
  void willChange(Node **) {}
};

class PmemobjWorker : public Worker {
public:
  PmemobjWorker(PMEMobjpool *Pool, Root *Data) : Pool(Pool), Data(Data) {}

  void update(const Update &To) override {
    TX_BEGIN(Pool) {
      for (uint32_t Row : To.Rows) {
        pmemobj_tx_add_range_direct(&Data->Rows[Row], sizeof(uint64_t));
        Data->Rows[Row] = To.Value;
      }
    }
    TX_ONABORT { fail(); }
    TX_END
  }

  void exchange(const Exchange &E) override {
    TX_BEGIN(Pool) {
      Treap Map(&Data->Shards[shardOf(E.Inserted)], Heap());
      Map.insert(E.Inserted, E.Value);
      Map.remove(E.Removed);
    }
    TX_ONABORT { fail(); }
    TX_END
  }

private:
  PMEMobjpool *Pool;
  Root *Data;
};

class WithLibpmemobj : public Contender {
public:
  explicit WithLibpmemobj(const std::string &Path) {
    Pool = pmemobj_create(Path.c_str(), "bench", PoolSize, 0600);
    if (!Pool)
      fail();
    PMEMoid Object = pmemobj_root(Pool, sizeof(Root));
    if (OID_IS_NULL(Object))
      fail();
    Data = static_cast<Root *>(pmemobj_direct(Object));
    TX_BEGIN(Pool) {
      for (unsigned Shard = 0; Shard < ShardCount; ++Shard) {
        Treap Map(&Data->Shards[Shard], FirstHeap());
        for (uint32_t Key = Shard * KeysPerShard; Key < (Shard + 1) * KeysPerShard; ++Key)
          if (isPresentAtFirst(Key))
            Map.insert(Key, valueOf(Key));
      }
    }
    TX_ONABORT { fail(); }
    TX_END
    for (uint32_t Row = 0; Row < RowCount; ++Row)
      Data->Rows[Row] = valueOf(Row);
    pmemobj_persist(Pool, Pool, PoolSize);
  }
  ~WithLibpmemobj() override { pmemobj_close(Pool); }

  std::unique_ptr<Worker> makeWorker() override {
    return std::make_unique<PmemobjWorker>(Pool, Data);
  }

private:
  PMEMobjpool *Pool;
  Root *Data;
};

} // namespace

const Entry bench::disk::Libpmemobj = {"libpmemobj",
                                       "libpmemobj",
                                       EveryCommit,
                                       MaxThreads,
                                       [](const std::string &Folder) -> std::unique_ptr<Contender> {
                                         return std::make_unique<WithLibpmemobj>(
                                             Folder + "/libpmemobj.pool");
                                       },
                                       {"libpmemobj.pool"}};
