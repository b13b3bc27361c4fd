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
    : Log(P, Slot), Heap(P), Flushes(P.medium().flushes()),
      IsWorkingCopy(P.medium().isWorkingCopy()), Storage(P.medium()), Base(P.base()),
      Size(P.size()), Owner(&P), Entrance(&P), Watch(check::watchTransactions(P)) {
  CommitsSlowly = Flushes || Watch;
  QuickSize = Watch ? 0 : Size;
}

// -- Nesting -------------------------------------------------------------------

void Participant::beginNested() {
  Savepoints.push_back(Log.savepoint());
  Heap.beginNested();
  Writes.beginNested();
  if (Watch)
    Watch->beginNested();
}

void Participant::commitNested() {
  Savepoints.pop_back();
  Heap.commitNested();
  Writes.commitNested();
  if (Watch)
    Watch->commitNested();
}

void Participant::abortNested() {
  check::RuntimeWrites Scope;
  // The log first: when memory goes back to the heap no record may cover it.
  Log.rollBackTo(Savepoints.back());
  Savepoints.pop_back();
  if (Watch)
    Watch->abortNested();
  Heap.abortNested();
  Writes.abortNested();
}

void Participant::forgetNested() {
  Log.forgetSince(Savepoints.back());
  Savepoints.pop_back();
  Heap.abortNested();
  Writes.abortNested();
}

// -- Ending --------------------------------------------------------------------

int Participant::commit() {
  if (!Watch)
    return commitUnwatched();
  Watch->beforeCommit();
  check::RuntimeWrites Scope;
  int Error = commitUnwatched();
  if (!Error)
    Watch->committed();
  return Error;
}

int Participant::commitUnwatched() {
  if (Log.empty() && Heap.empty()) {
    Writes.clear();
    return 0;
  }
  return IsWorkingCopy ? commitWorkingCopy() : commitInPlace();
}

int Participant::reportFull() {
  setError(ENOSPC, "pool '%s' is full: the transaction was rolled back", Owner->path().c_str());
  return ENOSPC;
}

/// In a full pool, with the memory that is kept for this.
bool Participant::publish(uint64_t *Word, uint64_t Value) {
  return Heap.publish(Word, Value) ||
         (Heap.frees() && Owner->Logs->releaseReserve() && Heap.publish(Word, Value));
}

int Participant::commitInPlace() {
  if (Flushes) {
    Writes.flush(Base, Storage);
    crashPoint("commit flush");
    Storage.drain();
  }
  crashPoint("commit");
  if (Heap.empty()) {
    Log.bump();
  } else {
    uint64_t *Word = Log.empty() ? nullptr : Log.sequenceWord();
    if (!publish(Word, Log.committedSequence()))
      return reportFull();
    if (Word)
      Log.reset();
  }
  Owner->Logs->restoreReserve();
  Writes.clear();
  return 0;
}

int Participant::commitWorkingCopy() {
  if (int Error = Storage.enterCommit(Writes.bytesToFlush() + Heap.bytesToPublish()))
    return Error;
  // Before anything is freed: another transaction may take that memory at once, and
  // its bytes are not to be copied.
  Writes.flush(Base, Storage);
  crashPoint("commit");
  if (!Heap.empty() && !publish(nullptr, 0)) {
    // The batch has the new bytes already: it gets the old ones, too, before it can be
    // cut.
    Log.rollBack();
    Writes.flush(Base, Storage);
    Ticket = Storage.leaveCommit();
    return reportFull();
  }
  Ticket = Storage.leaveCommit();
  crashPoint("commit left");
  Log.bump();
  Owner->Logs->restoreReserve();
  Writes.clear();
  return 0;
}

void Participant::rollBack() {
  check::RuntimeWrites Scope;
  Log.rollBack();
  if (Watch)
    Watch->rolledBack();
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
  check::RuntimeWrites Scope;
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
  // A working copy's undo log is in ordinary memory.
  LogSlot *Slot = P.medium().isWorkingCopy() ? nullptr : P.Logs->acquire();
  if (!Slot && !P.medium().isWorkingCopy())
    return nullptr;
  auto *New = new Participant(P, Slot);
  New->NextOfThread = OfThread;
  OfThread = New;
  R.All.push_back(New);
  New->enter(P);
  return New;
}

void stet::releaseParticipants(Participant *&OfThread) {
  check::RuntimeWrites Scope;
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Mutex);
  while (Participant *Old = OfThread) {
    OfThread = Old->NextOfThread;
    Pool *P = Old->Entrance.load(std::memory_order_relaxed);
    if (P && Old->Log.slot())
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

/// Takes the entrance from the pool's participants. Returns false, with nothing changed,
/// when a transaction runs. With the registry's mutex held.
static bool takeEntrances(Registry &R, Pool &P, std::vector<Participant *> &Mine) {
  // A thread sets InUse and then reads Entrance; here it is the other way round, with
  // a fence on both sides between. So either it sees that the pool is gone and waits
  // for the mutex, or its InUse is seen here.
  for (Participant *Each : R.All)
    if (Each->Entrance.load(std::memory_order_relaxed) == &P) {
      Each->Entrance.store(nullptr, std::memory_order_relaxed);
      Mine.push_back(Each);
    }
  fenceAllThreads();
  bool Used = std::any_of(Mine.begin(), Mine.end(), [](Participant *Each) {
    return Each->InUse.load(std::memory_order_acquire);
  });
  if (Used)
    for (Participant *Each : Mine)
      Each->Entrance.store(&P, std::memory_order_relaxed);
  return !Used;
}

bool stet::closePoolToTransactions(Pool &P) {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Mutex);
  std::vector<Participant *> Mine;
  if (!takeEntrances(R, P, Mine))
    return false;
  std::erase(R.OpenPools, &P);
  return true;
}

bool stet::runWhileQuiet(Pool &P, const std::function<void()> &Do) {
  Registry &R = registry();
  std::lock_guard<std::mutex> Guard(R.Mutex);
  std::vector<Participant *> Mine;
  if (!takeEntrances(R, P, Mine))
    return false;
  Do();
  for (Participant *Each : Mine)
    Each->Entrance.store(&P, std::memory_order_relaxed);
  return true;
}

void stet::lockParticipantsForFork() { registry().Mutex.lock(); }
void stet::unlockParticipantsInParent() { registry().Mutex.unlock(); }

void stet::resetParticipantsInChild() {
  Registry &R = registry();
  R.All.clear();
  R.OpenPools.clear();
  new (&R.Mutex) std::mutex;
}
