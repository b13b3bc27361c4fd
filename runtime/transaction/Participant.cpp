//===-- runtime/transaction/Participant.cpp - A thread's part in the transactions of one pool
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Participant.h"

#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../pool/Pool.h"

#include <algorithm>
#include <cerrno>
#include <linux/membarrier.h>
#include <mutex>
#include <new>
#include <sys/syscall.h>
#include <unistd.h>

using namespace stet;

Participant::Participant(Pool &P, LogSlot *Slot)
    : Log(P, Slot), Heap(P), Flushes(P.medium().flushes()), Storage(P.medium()), Base(P.base()),
      Size(P.size()), Owner(&P), Entrance(&P) {}

// -- Nesting -------------------------------------------------------------------

void Participant::beginNested() {
  Savepoints.push_back(Log.savepoint());
  Heap.beginNested();
  Writes.beginNested();
}

void Participant::commitNested() {
  Savepoints.pop_back();
  Heap.commitNested();
  Writes.commitNested();
}

void Participant::abortNested() {
  // The log first: when memory goes back to the heap no record may cover it.
  Log.rollBackTo(Savepoints.back());
  Savepoints.pop_back();
  Heap.abortNested();
  Writes.abortNested();
}

// -- Ending --------------------------------------------------------------------

int Participant::commit() {
  if (Log.empty() && Heap.empty()) {
    Writes.clear();
    return 0;
  }
  LogDirectory &Logs = *Owner->Logs;
  if (Flushes) {
    Storage.enterCommit();
    Writes.flush(Base, Storage);
    crashPoint("commit flush");
    Storage.drain();
  }
  crashPoint("commit");
  if (Heap.empty()) {
    Log.bump();
  } else {
    uint64_t *Word = Log.empty() ? nullptr : Log.sequenceWord();
    bool Published =
        Heap.publish(Word, Log.committedSequence()) ||
        (Heap.frees() && Logs.releaseReserve() && Heap.publish(Word, Log.committedSequence()));
    if (Published && Word)
      Log.reset();
    if (!Published) {
      if (Flushes)
        Storage.wait(Storage.leaveCommit());
      return ENOSPC;
    }
  }
  if (Flushes)
    Storage.wait(Storage.leaveCommit());
  Logs.restoreReserve();
  Writes.clear();
  return 0;
}

void Participant::rollBack() {
  Log.rollBack();
  Heap.cancel();
  Writes.clear();
  Savepoints.clear();
}

// -- The registry --------------------------------------------------------------

namespace {
struct Registry {
  std::mutex Mutex;
  std::vector<Participant *> All;
  std::vector<Pool *> OpenPools;
};

/// Never destroyed: threads may end after this library's destructors have run.
Registry &registry() {
  static Registry *TheRegistry = new Registry;
  return *TheRegistry;
}

/// Every other thread of the process executes a full fence.
void fenceAllThreads() {
  static bool Registered =
      syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
  if (!Registered || syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0) != 0)
    syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0);
}
} // namespace

Participant *stet::enterParticipant(Participant *&OfThread, Pool &P) {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Mutex);
  // Those of closed pools are of no use any more.
  for (Participant **Link = &OfThread; *Link;) {
    Participant *Old = *Link;
    if (Old->Entrance.load(std::memory_order_relaxed) || Old->InUse) {
      Link = &Old->NextOfThread;
      continue;
    }
    *Link = Old->NextOfThread;
    std::erase(R.All, Old);
    delete Old;
  }
  if (!std::count(R.OpenPools.begin(), R.OpenPools.end(), &P)) {
    setError(EINVAL, "the pool of this transaction is not open");
    return nullptr;
  }
  // One in use belongs to a transaction that is suspended.
  for (Participant *Known = OfThread; Known; Known = Known->NextOfThread)
    if (!Known->InUse.load(std::memory_order_relaxed) && Known->enter(P))
      return Known;
  LogSlot *Slot = P.Logs->acquire();
  if (!Slot)
    return nullptr;
  auto *New = new Participant(P, Slot);
  New->NextOfThread = OfThread;
  OfThread = New;
  R.All.push_back(New);
  New->enter(P);
  return New;
}

void stet::releaseParticipants(Participant *&OfThread) {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Mutex);
  while (Participant *Old = OfThread) {
    OfThread = Old->NextOfThread;
    if (Pool *P = Old->Entrance.load(std::memory_order_relaxed))
      P->Logs->release(Old->Log.slot());
    std::erase(R.All, Old);
    delete Old;
  }
}

void stet::openPoolToTransactions(Pool &P) {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Mutex);
  R.OpenPools.push_back(&P);
}

bool stet::closePoolToTransactions(Pool &P) {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Mutex);
  // A thread sets InUse and then reads Entrance; here it is the other way round, with
  // a fence on both sides between. So either it sees that the pool is gone and waits
  // for the mutex, or its InUse is seen here.
  std::vector<Participant *> Mine;
  for (Participant *Each : R.All)
    if (Each->Entrance.load(std::memory_order_relaxed) == &P) {
      Each->Entrance.store(nullptr, std::memory_order_relaxed);
      Mine.push_back(Each);
    }
  fenceAllThreads();
  bool Used = std::any_of(Mine.begin(), Mine.end(), [](Participant *Each) {
    return Each->InUse.load(std::memory_order_acquire);
  });
  if (!Used) {
    std::erase(R.OpenPools, &P);
    return true;
  }
  for (Participant *Each : Mine)
    Each->Entrance.store(&P, std::memory_order_relaxed);
  return false;
}

void stet::lockParticipantsForFork() { registry().Mutex.lock(); }
void stet::unlockParticipantsInParent() { registry().Mutex.unlock(); }

void stet::resetParticipantsInChild() {
  Registry &R = registry();
  R.All.clear();
  R.OpenPools.clear();
  new (&R.Mutex) std::mutex;
}
