//===-- test/Runtime/LogFixture.h - A pool with an undo log ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_RUNTIME_LOGFIXTURE_H
#define STET_TEST_RUNTIME_LOGFIXTURE_H

#include "TemporaryPool.h"
#include "log/LogDirectory.h"
#include "log/UndoLog.h"

#include <cstring>

/// A pool whose user data is one block of memory, and one thread's undo log.
class LogFixture : public PoolFixture {
protected:
  static constexpr size_t DataBytes = 8 * MiB;

  std::unique_ptr<stet::Pool> P;
  std::unique_ptr<stet::LogDirectory> Logs;
  std::unique_ptr<stet::UndoLog> Log;
  char *Data = nullptr;

  void SetUp() override { start(create()); }

  void start(std::unique_ptr<stet::Pool> New) {
    P = std::move(New);
    ASSERT_TRUE(P);
    if (!P->header().UserRoot.off) {
      ASSERT_EQ(pmemobj_zalloc(P->handle(), &P->header().UserRoot, DataBytes, 77), 0);
      memset(P->at(P->header().UserRoot.off), 'a', DataBytes);
    }
    Data = static_cast<char *>(P->at(P->header().UserRoot.off));
  }
  /// Recovers. The log is the one of the first slot, as in the run before.
  bool openLogs() {
    Logs = stet::LogDirectory::open(*P);
    if (!Logs)
      return false;
    Log = std::make_unique<stet::UndoLog>(*P, Logs->acquire());
    return true;
  }
  /// Closes the pool as a death of the process would: nothing is rolled back.
  void crash() {
    Log.reset();
    Logs.reset();
    P.reset();
    start(open());
  }

  /// An instrumented store.
  void set(size_t Offset, char Value, size_t Size = 1) {
    Log->append(P->offsetOf(Data + Offset), Data + Offset, Size);
    Log->fence();
    memset(Data + Offset, Value, Size);
  }
  bool holds(size_t Offset, char Value, size_t Size) {
    for (size_t I = 0; I < Size; ++I)
      if (Data[Offset + I] != Value)
        return false;
    return true;
  }
  bool isUntouched() { return holds(0, 'a', DataBytes); }

  /// The running transaction's `Index`-th record, in the first chunk.
  stet::Record *record(size_t Index) {
    auto *Chunk = static_cast<stet::LogChunk *>(P->at(slot()->FirstChunk.off));
    char *At = Chunk->begin();
    for (; Index; --Index)
      At += stet::recordBytes(reinterpret_cast<stet::Record *>(At)->Size);
    return reinterpret_cast<stet::Record *>(At);
  }
  /// The first slot.
  stet::LogSlot *slot() {
    return static_cast<stet::LogBlock *>(P->at(P->header().FirstLogBlock.off))->slots();
  }
  /// Gives a record that was tampered with a checksum that verifies.
  void sign(stet::Record *R) {
    uint64_t Seed = stet::checksum::seed(P->offsetOf(slot()), slot()->Sequence);
    R->Checksum = stet::checksum::ofRecord(Seed, *R);
  }
};

#endif // STET_TEST_RUNTIME_LOGFIXTURE_H
