//===-- runtime/medium/Capture.h - What was flushed and is not in the log yet ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_MEDIUM_CAPTURE_H
#define STET_RUNTIME_MEDIUM_CAPTURE_H

#include "../redo/Batch.h"
#include "Medium.h"

#include <atomic>
#include <pthread.h>
#include <vector>

namespace stet {

/// Collects what all threads flush, in one order, in a batch. A commit passes the gate
/// shared, and a batch is cut with the gate closed, so a batch holds whole commits. What
/// libpmemobj flushes outside of commits may be cut anywhere: every prefix of it is a
/// state that libpmemobj recovers from.
class Capture {
public:
  /// Of the pool that is mapped at `Base`.
  Capture(const char *Base, size_t Size);
  ~Capture();
  Capture(const Capture &) = delete;
  Capture &operator=(const Capture &) = delete;

  /// Copies the bytes, now: later they may be another transaction's. Thread-safe.
  void add(const void *Address, size_t Size);

  void enter();
  /// Leaves without having committed.
  void leave();
  CommitTicket leaveCommitted();

  /// Closes the batch that is being filled, numbered `Number`, and opens the next.
  /// By one thread at a time, which has finished with the batch before. `InCurrent` and
  /// `InOther`: how much the areas of the log take before the closed one is written.
  redo::Batch &cut(uint64_t &Number, uint64_t InCurrent, uint64_t InOther);

  /// For a commit that has entered: whether there is room for `Bytes` more.
  bool announce(size_t Bytes);
  /// How much the log takes now; by whoever cuts.
  void setRoom(uint64_t Bytes) { Room = Bytes; }
  /// What is waiting and what is announced, with some more for libpmemobj's.
  uint64_t expectedBytes() const;

  /// At most as many bytes would be logged for what is waiting.
  size_t waitingBytes() const { return Waiting.load(std::memory_order_relaxed); }
  /// The ticket of the last commit that left.
  CommitTicket lastCommit() const { return LastCommit.load(std::memory_order_acquire); }
  uint64_t commits() const { return Commits.load(std::memory_order_relaxed); }

private:
  class Lock;
  void copy(uint64_t Offset, const char *Bytes, size_t Size);

  const char *const Base;
  const size_t Size;
  pthread_rwlock_t Gate;
  std::atomic<bool> IsLocked{false}; ///< a lock over all that follows
  redo::Batch Batches[2];
  unsigned Filling = 0;
  uint64_t NextNumber = 1; ///< of the batch that is being filled
  std::atomic<size_t> Waiting{0};
  /// What commits that have entered since the last cut will capture.
  std::atomic<size_t> Announced{0};
  std::atomic<uint64_t> Room{0}; ///< a batch of this size fits
  std::atomic<CommitTicket> LastCommit{0};
  std::atomic<uint64_t> Commits{0};
  struct Range {
    const char *Bytes;
    size_t Size;
  };
  std::vector<Range> Uncopied; ///< PlantedBug::CopyAtCut
};

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_CAPTURE_H
