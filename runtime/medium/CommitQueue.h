//===-- runtime/medium/CommitQueue.h - Threads that commit together share one write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_MEDIUM_COMMITQUEUE_H
#define STET_RUNTIME_MEDIUM_COMMITQUEUE_H

#include "BackgroundThread.h"
#include "Capture.h"
#include "Checkpointer.h"

#include <condition_variable>
#include <mutex>

namespace stet {

/// Writes batches to the log. Of the threads that wait for their commits one leads: it
/// cuts the batch, writes and syncs it; the others' commits are in it, or in the next.
/// With relaxed commits it writes only, and a background thread syncs.
///
/// Functions that return an int return 0 or an errno, after setError().
class CommitQueue {
public:
  CommitQueue(Capture &Captured, redo::RedoLog &Log, Checkpointer &Background,
              unsigned RelaxedMilliseconds);

  /// Makes room for a commit that could not announce itself, outside of the gate; or
  /// fails and changes nothing.
  int makeRoom(size_t Bytes);

  /// Waits until the commit is durable (relaxed: written).
  int waitFor(CommitTicket Ticket);
  /// Waits until all that was captured is durable.
  int sync();
  /// Starts the other area if the present one holds anything, and has the checkpointer
  /// apply the one that was left. All that was captured is durable then.
  int leaveArea();
  /// The same for what was written, when that takes no waiting.
  void leaveAreaWhenIdle();
  /// Calls Do while the pool's file holds all that was captured and nothing is written.
  /// Returns false, and doesn't call it, when it doesn't now.
  bool whileLogIsEmpty(const std::function<void()> &Do);
  /// Why nothing can be committed any more, or 0.
  int failure();

  /// Ends the thread of relaxed commits.
  void stop();

  uint64_t batches() const { return Batches.load(std::memory_order_relaxed); }
  uint64_t bytesLogged() const { return BytesLogged.load(std::memory_order_relaxed); }

  bool isRelaxed() const { return RelaxedMilliseconds != 0; }

private:
  class Leadership;
  uint64_t reached() const;
  int writeBatch();
  int freeOther(uint64_t Bytes);
  int provideRoom(uint64_t Bytes);
  int startOther(uint64_t FirstNumber);
  int moveToOther(bool &HasMoved);
  int fail(const char *What);
  int reportFailure();
  void updateRoom();
  int syncWritten();
  bool syncLater();
  void syncWhileOpen();

  Capture &Captured;
  redo::RedoLog &Log;
  Checkpointer &Background;
  const unsigned RelaxedMilliseconds;

  std::mutex Mutex; ///< over HasLeader and the condition
  std::condition_variable Changed;
  bool HasLeader = false;
  std::atomic<uint64_t> Written{0}; ///< batches up to this number
  std::atomic<uint64_t> Durable{0};
  std::atomic<int> Failure{0};
  std::atomic<uint64_t> Batches{0}, BytesLogged{0};

  BackgroundThread Syncer;
  std::condition_variable SyncerWake;
  bool SyncerIsAsleep = true;
  bool Stopping = false;
};

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_COMMITQUEUE_H
