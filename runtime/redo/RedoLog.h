//===-- runtime/redo/RedoLog.h - The log that commits of a working copy are written to ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_REDO_REDOLOG_H
#define STET_RUNTIME_REDO_REDOLOG_H

#include "Batch.h"
#include "LogStorage.h"
#include "PoolFileAccess.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace stet::redo {

/// What kind of log to make.
struct LogOptions {
  uint64_t Size = 0; ///< of both areas together, in bytes
  WriteMode Mode = WriteMode::Direct;
  bool OnPersistentMemory = false;
};

/// An open log. Two areas are filled in turn: while one takes batches, the other is
/// applied to the pool file (Checkpoint.h) and then free again.
///
/// append and startOther are the writer's, one thread at a time; the rest may be
/// called by any, meanwhile too. Functions that return false leave errno set. After a failed
/// append, sync or startOther the log must not be written any more: what it holds up to the last
/// sync is good.
class RedoLog {
public:
  /// Makes the file beside the pool, and marks the pool as needing it. A crash in the
  /// middle leaves a pool that doesn't need it. nullptr after setError().
  static std::unique_ptr<RedoLog> create(const PoolFileAccess &Pool, const LogOptions &Options);

  uint64_t id() const { return Block.LogId; }
  const LogStorage &storage() const { return *Storage; }
  const std::string &path() const { return Storage->path(); }
  size_t alignment() const { return Storage->alignment(); }

  // -- Room --------------------------------------------------------------------
  /// How many bytes the area that is being filled still takes.
  uint64_t roomInCurrent() const;
  /// The size of the other area; 0 while it is not free.
  uint64_t roomInOther() const;
  bool isCurrentEmpty() const;
  /// Makes the other area, which is free, at least this large. False with errno
  /// (ENOSPC), and then nothing has changed.
  bool growOther(uint64_t Bytes);

  // -- Writing -----------------------------------------------------------------
  /// Precondition: it fits. Durable after the next sync().
  bool append(Batch &B, uint64_t Sequence, uint64_t Durable);
  bool sync();
  /// The next batch starts a block: what was synced is never written again.
  void startBlock();
  /// From here on batches go to the other area, which is free, from number
  /// `FirstSequence`. Returns in `Filled` the area that was left, all of it durable.
  bool startOther(uint64_t FirstSequence, Area &Filled);
  /// The area that was left is in the pool file.
  void setOtherFree();

  /// Writes zeroes to some of what will be filled next, where that makes the first
  /// round faster. For the background. Returns whether there is more to do soon.
  bool zeroAhead();
  /// Whether there is something for it to do.
  bool wantsZeroes() const;

  /// In the child of a fork(): closes the file, and nothing else may be done any more.
  void abandonInForkedChild() { Storage.reset(); }
  /// Removes the file. The pool must not need it any more.
  void remove();

private:
  explicit RedoLog(std::unique_ptr<LogStorage> S) : Storage(std::move(S)) {}
  bool initialise(const PoolFileAccess &Pool, uint64_t Size);
  void passZeroed(uint64_t End);
  uint64_t zeroedSoon() const;

  Area &current() { return Block.Areas[Block.Current]; }
  const Area &current() const { return Block.Areas[Block.Current]; }
  Area &other() { return Block.Areas[1 - Block.Current]; }
  const Area &other() const { return Block.Areas[1 - Block.Current]; }

  std::unique_ptr<LogStorage> Storage;
  mutable std::mutex Mutex; ///< over all that follows
  Superblock Block{};
  uint64_t Position = 0; ///< where the next batch goes
  uint64_t End = 0;      ///< of the file
  bool OtherIsFree = true;
  bool IsNamed = false; ///< the pool may need the log although making it has failed
  Area Left{};          ///< what growOther took the other area away from; Size 0: nothing

  // Each area is zeroed once, ahead of the writer. What lies before ZeroedTo is never
  // zeroed (again); the writer has reached it or may at any time.
  uint64_t ZeroedTo = 0;
  std::atomic<int> LostSync{0}; ///< why a sync of zeroes failed
  bool IsZeroing = false;
  std::condition_variable Zeroed;
};

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_REDOLOG_H
