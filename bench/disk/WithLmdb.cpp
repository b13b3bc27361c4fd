//===-- bench/disk/WithLmdb.cpp - LMDB with its default flags ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Contender.h"

#include <lmdb.h>
#include <stdexcept>

using namespace bench::disk;

namespace {

void check(int Error) {
  if (Error)
    throw std::runtime_error(std::string("LMDB: ") + mdb_strerror(Error));
}

/// One transaction that writes. LMDB lets one thread at a time begin one.
class WriteTransaction {
public:
  explicit WriteTransaction(MDB_env *Environment) {
    check(mdb_txn_begin(Environment, nullptr, 0, &Handle));
  }
  WriteTransaction(const WriteTransaction &) = delete;

  MDB_txn *handle() { return Handle; }
  void put(MDB_dbi Map, size_t Key, uint64_t Value, unsigned Flags = 0) {
    MDB_val K = {sizeof(Key), &Key}, V = {sizeof(Value), &Value};
    check(mdb_put(Handle, Map, &K, &V, Flags));
  }
  void remove(MDB_dbi Map, size_t Key) {
    MDB_val K = {sizeof(Key), &Key};
    check(mdb_del(Handle, Map, &K, nullptr));
  }
  void commit() { check(mdb_txn_commit(Handle)); }

private:
  MDB_txn *Handle;
};

struct Store {
  MDB_env *Environment;
  MDB_dbi Rows, Tree;
};

class LmdbWorker : public Worker {
public:
  explicit LmdbWorker(const Store &Database) : Database(Database) {}

  void update(const Update &To) override {
    WriteTransaction Transaction(Database.Environment);
    for (uint32_t Row : To.Rows)
      Transaction.put(Database.Rows, Row, To.Value);
    Transaction.commit();
  }

  void exchange(const Exchange &E) override {
    WriteTransaction Transaction(Database.Environment);
    Transaction.put(Database.Tree, E.Inserted, E.Value, MDB_NOOVERWRITE);
    Transaction.remove(Database.Tree, E.Removed);
    Transaction.commit();
  }

private:
  const Store &Database;
};

class WithLmdb : public Contender {
public:
  explicit WithLmdb(const std::string &Path) {
    check(mdb_env_create(&Database.Environment));
    check(mdb_env_set_mapsize(Database.Environment, 256 << 20));
    check(mdb_env_set_maxdbs(Database.Environment, 2));
    check(mdb_env_open(Database.Environment, Path.c_str(), MDB_NOSUBDIR, 0600));
    WriteTransaction Transaction(Database.Environment);
    unsigned Flags = MDB_CREATE | MDB_INTEGERKEY;
    check(mdb_dbi_open(Transaction.handle(), "rows", Flags, &Database.Rows));
    check(mdb_dbi_open(Transaction.handle(), "tree", Flags, &Database.Tree));
    for (uint32_t Row = 0; Row < RowCount; ++Row)
      Transaction.put(Database.Rows, Row, valueOf(Row), MDB_APPEND);
    for (uint32_t Key = 0; Key < KeyCount; ++Key)
      if (isPresentAtFirst(Key))
        Transaction.put(Database.Tree, Key, valueOf(Key), MDB_APPEND);
    Transaction.commit();
  }
  ~WithLmdb() override { mdb_env_close(Database.Environment); }

  std::unique_ptr<Worker> makeWorker() override { return std::make_unique<LmdbWorker>(Database); }

private:
  Store Database;
};

} // namespace

const Entry bench::disk::Lmdb = {LmdbId,
                                 "LMDB",
                                 EveryCommit,
                                 MaxThreads,
                                 [](const std::string &Folder) -> std::unique_ptr<Contender> {
                                   return std::make_unique<WithLmdb>(Folder + "/lmdb");
                                 },
                                 {"lmdb", "lmdb-lock"}};
