//===-- runtime/medium/CommitQueue.cpp - Threads that commit together share one write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommitQueue.h"
#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../diagnostics/NoCancellation.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

namespace stet {

/// The right to write the log; one thread has it.
class CommitQueue::Leadership {
public:
  explicit Leadership(CommitQueue &Q) : Q(Q) {
    std::unique_lock<std::mutex> Lock(Q.Mutex);
    Q.Changed.wait(Lock, [&] { return !Q.HasLeader; });
    Q.HasLeader = true;
  }
  /// Or is not had, when another thread has it.
  Leadership(CommitQueue &Q, std::try_to_lock_t) : Q(Q) {
    std::lock_guard<std::mutex> Guard(Q.Mutex);
    IsHad = !std::exchange(Q.HasLeader, true);
  }
  explicit operator bool() const { return IsHad; }
  ~Leadership() {
    if (!IsHad)
      return;
    std::lock_guard<std::mutex> Guard(Q.Mutex);
    Q.HasLeader = false;
    Q.Changed.notify_all();
  }

private:
  NoCancellation Shield;
  CommitQueue &Q;
  bool IsHad = true;
};

CommitQueue::CommitQueue(Capture &Captured, redo::RedoLog &Log, Checkpointer &Background,
                         unsigned RelaxedMilliseconds)
    : Captured(Captured), Log(Log), Background(Background),
      RelaxedMilliseconds(RelaxedMilliseconds) {
  updateRoom();
}

// -- Failing ---------------------------------------------------------------------

int CommitQueue::fail(const char *What) {
  int Expected = 0;
  Failure.compare_exchange_strong(Expected, errno ? errno : EIO);
  setError(Failure, "can't %s the log '%s': %s", What, Log.path().c_str(), strerror(Failure));
  return Failure;
}

int CommitQueue::reportFailure() {
  int Error = Failure.load();
  setError(Error,
           "the log '%s' can't be written: %s; whether the last commits are durable is known when "
           "the pool is opened again, and until then it takes no more",
           Log.path().c_str(), strerror(Error));
  return Error;
}

int CommitQueue::failure() { return Failure.load(std::memory_order_relaxed) ? reportFailure() : 0; }

// -- Room ------------------------------------------------------------------------

void CommitQueue::updateRoom() {
  Captured.setRoom(std::max(Log.roomInCurrent(), Log.roomInOther()));
}

int CommitQueue::makeRoom(size_t Bytes) {
  Leadership Leader(*this);
  if (int Error = failure())
    return Error;
  return provideRoom(Bytes + Captured.expectedBytes());
}

/// Waits until the area that is not being filled is free and can take a batch of this size.
/// By the leader.
int CommitQueue::freeOther(uint64_t Bytes) {
  if (int Error = Background.waitUntilDone()) {
    setError(Error, "the log '%s' can't be brought into its pool's file: %s; %s",
             Log.path().c_str(), strerror(Error),
             Error == ENOSPC || Error == EDQUOT ? "free disk space" : "see to the disk");
    return Error;
  }
  if (!Log.growOther(Bytes)) {
    int Error = errno;
    setError(Error, "the log '%s' can't grow to take a transaction of %llu bytes: %s",
             Log.path().c_str(), static_cast<unsigned long long>(Bytes), strerror(Error));
    return Error;
  }
  return 0;
}

/// Makes sure that a batch of this size can be written. By the leader.
int CommitQueue::provideRoom(uint64_t Bytes) {
  Bytes = redo::roundUp(Bytes, redo::BlockBytes);
  if (Log.roomInCurrent() < Bytes)
    if (int Error = freeOther(Bytes))
      return Error;
  updateRoom();
  return 0;
}

// -- Writing ---------------------------------------------------------------------

/// Leaves the area that is being filled. By the leader; the other one is free.
int CommitQueue::startOther(uint64_t FirstNumber) {
  redo::Area Filled;
  if (!Log.startOther(FirstNumber, Filled))
    return fail("write");
  // Leaving an area syncs what was written.
  Durable.store(std::max(Durable.load(), FirstNumber - 1));
  Background.request(Filled, FirstNumber - 1);
  return 0;
}

/// Cuts a batch and writes it: durably, or with relaxed commits to be synced. By the
/// leader.
int CommitQueue::writeBatch() {
  uint64_t Number;
  redo::Batch &Batch = Captured.cut(Number, Log.roomInCurrent(), Log.roomInOther());
  uint64_t Bytes = Batch.bytesToWrite(Log.alignment());
  if (Log.roomInCurrent() < Bytes) {
    if (int Error = provideRoom(Bytes)) {
      errno = Error;
      return fail("write");
    }
    if (int Error = startOther(Number))
      return Error;
  }
  if (!Log.append(Batch, Number, Durable.load(std::memory_order_relaxed)) ||
      (!isRelaxed() && !Log.sync()))
    return fail("write");
  Batch.clear();
  Batches.fetch_add(1, std::memory_order_relaxed);
  BytesLogged.fetch_add(Bytes, std::memory_order_relaxed);
  updateRoom();
  Background.noteBatch();
  Written.store(Number, std::memory_order_release);
  if (!isRelaxed())
    Durable.store(Number, std::memory_order_release);
  return 0;
}

uint64_t CommitQueue::reached() const {
  return (isRelaxed() ? Written : Durable).load(std::memory_order_acquire);
}

int CommitQueue::waitFor(CommitTicket Ticket) {
  if (reached() >= Ticket)
    return 0;
  NoCancellation Shield;
  std::unique_lock<std::mutex> Lock(Mutex);
  while (reached() < Ticket) {
    if (Failure.load())
      return reportFailure();
    if (HasLeader) {
      Changed.wait(Lock);
      continue;
    }
    HasLeader = true;
    Lock.unlock();
    int Error = writeBatch();
    Lock.lock();
    bool IsToBeSynced = !Error && isRelaxed() && !syncLater();
    HasLeader = false;
    Changed.notify_all();
    if (IsToBeSynced) {
      Lock.unlock();
      syncWritten();
      Lock.lock();
    }
  }
  // A sync that failed meanwhile may have been that of this commit.
  return isRelaxed() && Failure.load() ? reportFailure() : 0;
}

int CommitQueue::sync() {
  // What is waiting may be no commit's: then it has no ticket that could be waited for.
  if (Captured.waitingBytes()) {
    Leadership Leader(*this);
    if (int Error = failure())
      return Error;
    if (int Error = provideRoom(Captured.expectedBytes()))
      return Error;
    if (int Error = writeBatch())
      return Error;
  }
  if (int Error = waitFor(Captured.lastCommit()))
    return Error;
  return isRelaxed() ? syncWritten() : 0;
}

int CommitQueue::leaveArea() {
  if (int Error = sync())
    return Error;
  Leadership Leader(*this);
  if (int Error = failure())
    return Error;
  for (bool HasMoved = Log.isCurrentEmpty(); !HasMoved;) {
    if (int Error = freeOther(redo::roundUp(Captured.expectedBytes(), redo::BlockBytes)))
      return Error;
    if (int Error = moveToOther(HasMoved))
      return Error;
  }
  return 0;
}

/// Leaves the area that is being filled, unless a commit that has entered counts on its
/// room. By the leader; the other one is free.
int CommitQueue::moveToOther(bool &HasMoved) {
  // First nobody counts on more than the other one has; who did so before is seen.
  Captured.setRoom(Log.roomInOther());
  int Error = 0;
  HasMoved = Captured.expectedBytes() <= Log.roomInOther();
  if (HasMoved)
    Error = startOther(Written.load() + 1);
  updateRoom();
  return Error;
}

void CommitQueue::leaveAreaWhenIdle() {
  // Who writes now may be waiting for the thread that calls this; and the pool is not
  // idle then.
  Leadership Leader(*this, std::try_to_lock);
  bool HasMoved;
  if (Leader && !Failure.load() && !Log.isCurrentEmpty() && Log.roomInOther())
    moveToOther(HasMoved);
}

bool CommitQueue::whileLogIsEmpty(const std::function<void()> &Do) {
  Leadership Leader(*this);
  if (Failure.load() || Captured.waitingBytes() || !Log.isCurrentEmpty() || !Log.roomInOther())
    return false;
  Do();
  return true;
}

// -- Relaxed commits ---------------------------------------------------------------

/// Makes everything durable that was written before the call.
int CommitQueue::syncWritten() {
  uint64_t Number;
  {
    Leadership Leader(*this);
    if (int Error = failure())
      return Error;
    Number = Written.load();
    if (Durable.load() >= Number)
      return 0;
    Log.startBlock();
    updateRoom();
  }
  // Meanwhile others may write more.
  NoCancellation Shield;
  if (!Log.sync())
    return fail("sync");
  std::lock_guard<std::mutex> Guard(Mutex);
  Durable.store(std::max(Durable.load(), Number));
  return 0;
}

/// What the background thread does.
void CommitQueue::syncWhileOpen() {
  std::unique_lock<std::mutex> Lock(Mutex);
  while (!Stopping) {
    if (Durable.load() >= Written.load() || Failure.load()) {
      SyncerIsAsleep = true;
      SyncerWake.wait(Lock, [&] { return Stopping || !SyncerIsAsleep; });
      continue;
    }
    // Half of the time is left for the sync itself.
    SyncerWake.wait_for(Lock, std::chrono::microseconds(RelaxedMilliseconds * 500),
                        [&] { return Stopping; });
    Lock.unlock();
    syncWritten();
    Lock.lock();
  }
}

/// Has the background thread sync what was written. With the mutex held. False when there
/// is no room for a thread.
bool CommitQueue::syncLater() {
  if (!Syncer.isRunning() && !Syncer.start("stet-sync", [this] { syncWhileOpen(); }))
    return false;
  if (SyncerIsAsleep) {
    SyncerIsAsleep = false;
    SyncerWake.notify_one();
  }
  return true;
}

void CommitQueue::stop() {
  {
    std::lock_guard<std::mutex> Guard(Mutex);
    Stopping = true;
    SyncerWake.notify_one();
  }
  Syncer.join();
}

} // namespace stet
