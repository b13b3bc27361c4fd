//===-- bench/disk/WithSqlite.cpp - SQLite with a write-ahead log ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As SQLite's documentation advises: WAL, one connection a thread, prepared statements,
// BEGIN IMMEDIATE for transactions that write, a busy timeout.
//
//===----------------------------------------------------------------------===//
#include "Contender.h"

#include <mutex>
#include <sqlite3.h>
#include <stdexcept>

using namespace bench::disk;

namespace {

/// A statement, prepared once.
class Statement {
public:
  Statement(sqlite3 *Connection, const char *Text) : Connection(Connection) {
    if (sqlite3_prepare_v3(Connection, Text, -1, SQLITE_PREPARE_PERSISTENT, &Prepared, nullptr))
      fail();
  }
  Statement(const Statement &) = delete;
  ~Statement() { sqlite3_finalize(Prepared); }

  template <class... Integers> void run(Integers... Arguments) {
    int Index = 0;
    (sqlite3_bind_int64(Prepared, ++Index, sqlite3_int64(Arguments)), ...);
    while (sqlite3_step(Prepared) == SQLITE_ROW)
      ;
    if (sqlite3_reset(Prepared) != SQLITE_OK)
      fail();
  }

private:
  [[noreturn]] void fail() {
    throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(Connection));
  }
  sqlite3 *Connection;
  sqlite3_stmt *Prepared = nullptr;
};

class Connection {
public:
  Connection(const std::string &Path, const char *Synchronous) {
    int Flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(Path.c_str(), &Handle, Flags, nullptr))
      throw std::runtime_error("SQLite: cannot open " + Path);
    sqlite3_busy_timeout(Handle, 60'000);
    run("PRAGMA journal_mode=WAL");
    run((std::string("PRAGMA synchronous=") + Synchronous).c_str());
    run("PRAGMA cache_size=-65536");
  }
  Connection(const Connection &) = delete;
  ~Connection() { sqlite3_close(Handle); }

  void run(const char *Text) { Statement(Handle, Text).run(); }
  sqlite3 *handle() { return Handle; }

private:
  sqlite3 *Handle = nullptr;
};

class SqliteWorker : public Worker {
public:
  SqliteWorker(const std::string &Path, const char *Synchronous, std::mutex &Writing)
      : Database(Path, Synchronous), Writing(Writing) {}

  void update(const Update &To) override {
    std::lock_guard Lock(Writing);
    Begin.run();
    for (uint32_t Row : To.Rows)
      Change.run(To.Value, Row);
    Commit.run();
  }

  void exchange(const Exchange &E) override {
    std::lock_guard Lock(Writing);
    Begin.run();
    Insert.run(E.Inserted, E.Value);
    Remove.run(E.Removed);
    Commit.run();
  }

private:
  Connection Database;
  std::mutex &Writing;
  Statement Begin{Database.handle(), "BEGIN IMMEDIATE"};
  Statement Commit{Database.handle(), "COMMIT"};
  Statement Change{Database.handle(), "UPDATE rows SET value=? WHERE id=?"};
  Statement Insert{Database.handle(), "INSERT INTO tree VALUES(?, ?)"};
  Statement Remove{Database.handle(), "DELETE FROM tree WHERE key=?"};
};

class WithSqlite : public Contender {
public:
  WithSqlite(const std::string &Path, const char *Synchronous)
      : Path(Path), Synchronous(Synchronous), First(Path, Synchronous) {
    First.run("BEGIN");
    First.run("CREATE TABLE rows(id INTEGER PRIMARY KEY, value INTEGER NOT NULL)");
    First.run("CREATE TABLE tree(key INTEGER PRIMARY KEY, value INTEGER NOT NULL)");
    Statement AddRow(First.handle(), "INSERT INTO rows VALUES(?, ?)");
    for (uint32_t Row = 0; Row < RowCount; ++Row)
      AddRow.run(Row, valueOf(Row));
    Statement AddKey(First.handle(), "INSERT INTO tree VALUES(?, ?)");
    for (uint32_t Key = 0; Key < KeyCount; ++Key)
      if (isPresentAtFirst(Key))
        AddKey.run(Key, valueOf(Key));
    First.run("COMMIT");
    First.run("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  std::unique_ptr<Worker> makeWorker() override {
    return std::make_unique<SqliteWorker>(Path, Synchronous, Writing);
  }

private:
  std::string Path;
  const char *Synchronous;
  /// Open all the time: closing the last connection would remove the log.
  Connection First;
  /// There is one writer at a time. Whoever waits here is woken when its turn comes;
  /// SQLite's own busy handler sleeps and tries again.
  std::mutex Writing;
};

} // namespace

const Entry bench::disk::SqliteFull = {
    SqliteFullId,
    "SQLite, FULL",
    EveryCommit,
    MaxThreads,
    [](const std::string &Folder) -> std::unique_ptr<Contender> {
      return std::make_unique<WithSqlite>(Folder + "/sqlite-full.db", "FULL");
    },
    {"sqlite-full.db", "sqlite-full.db-wal", "sqlite-full.db-shm"}};

const Entry bench::disk::SqliteNormal = {
    "sqlite-normal",
    "SQLite, NORMAL",
    EveryCommit,
    MaxThreads,
    [](const std::string &Folder) -> std::unique_ptr<Contender> {
      return std::make_unique<WithSqlite>(Folder + "/sqlite-normal.db", "NORMAL");
    },
    {"sqlite-normal.db", "sqlite-normal.db-wal", "sqlite-normal.db-shm"}};
