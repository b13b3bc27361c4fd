//===-- runtime/medium/Checkpointer.h - The background work of a working copy ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_MEDIUM_CHECKPOINTER_H
#define STET_RUNTIME_MEDIUM_CHECKPOINTER_H

#include "../redo/Checkpoint.h"
#include "../redo/RedoLog.h"
#include "BackgroundThread.h"
#include "Medium.h"
#include "PrivatePages.h"

#include <condition_variable>
#include <mutex>

namespace stet {

/// Applies full areas of the log to the pool file while commits go on in the other one,
/// writes zeroes ahead of the log, and when a second has passed with no commit brings
/// the file up to date. The thread is started by the first batch
/// and sleeps without a timer while nothing happens. Where there is no room for a thread,
/// who waits for a checkpoint makes it.
class Checkpointer {
public:
  Checkpointer(const redo::PoolFileAccess &Pool, redo::RedoLog &Log, char *Base);

  /// What it calls when the pool has become idle, to have the area that is being filled
  /// given to request(). Must not wait for a checkpoint.
  void setIdleWork(std::function<void()> LeaveArea) { WhenIdle = std::move(LeaveArea); }

  /// A batch has been written.
  void noteBatch();
  /// An area is full; batch `Last` is its last. It is not yet free.
  void request(const redo::Area &Filled, uint64_t Last);
  /// Waits until the requested area is in the file. 0, or the errno of a checkpoint that
  /// failed just now; it will be tried again, by this call too when it is repeated.
  int waitUntilDone();
  /// Ends the thread; a checkpoint that is running is finished.
  void stop();

  uint64_t checkpoints() const { return Checkpoints.load(std::memory_order_relaxed); }
  uint64_t bytesWritten() const { return BytesWritten.load(std::memory_order_relaxed); }
  /// What checkpoints have written. To be changed only while none can run.
  PrivatePages &pages() { return Pages; }

private:
  void run();
  void apply(std::unique_lock<std::mutex> &Lock);
  bool ensureRunning();

  const redo::PoolFileAccess &Pool;
  redo::RedoLog &Log;
  PrivatePages Pages;
  std::function<void()> WhenIdle;

  BackgroundThread Thread;
  std::mutex Mutex; ///< over all that follows
  std::condition_variable Wake, Done;
  bool IsRequested = false;
  bool TryNow = false; ///< a failed checkpoint is to be repeated at once
  bool WantsZeroes = false;
  bool Stopping = false;
  redo::Area Filled{};
  uint64_t Last = 0;
  int Error = 0;                    ///< of the last try
  std::atomic<bool> IsAsleep{true}; ///< and must be woken by the next batch
  std::atomic<uint64_t> Batches{0};
  std::atomic<uint64_t> Checkpoints{0}, BytesWritten{0};
};

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_CHECKPOINTER_H
