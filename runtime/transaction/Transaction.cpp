//===-- runtime/transaction/Transaction.cpp - The running transaction of a thread ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Transaction.h"

#include "../diagnostics/Error.h"
#include "../pool/OpenPools.h"
#include "../pool/Pool.h"
#include "ThreadEnd.h"

#include <cerrno>
#include <new>
#include <utility>

using namespace stet;

thread_local constinit Transaction stet::ThisTransaction __attribute__((tls_model("initial-exec")));

extern "C" {
__attribute__((visibility("default"),
               tls_model("initial-exec"))) thread_local constinit uint32_t stet_thread_mode =
    STET_MODE_NONE;
}

// -- Beginning and ending ------------------------------------------------------

bool Transaction::beginSlowly(Pool &P) {
  Participant *Entered = enterParticipant(OfThread, P);
  if (!Entered) {
    // Main may have been of a closed pool and is gone.
    Main = nullptr;
    return false;
  }
  Main = Entered;
  callAtThreadEnd();
  return true;
}

template <void (Participant::*Do)()> void Transaction::forEachParticipant() {
  (Main->*Do)();
  for (Participant *P = Others; P; P = P->NextActive)
    (P->*Do)();
}

void Transaction::beginNested() {
  ++Depth;
  if (Restored && Restored->hasEscaped() && !Restored->beginNested(Depth))
    doomUnsaved();
  forEachParticipant<&Participant::beginNested>();
}

void Transaction::commitNested() {
  if (Restored && Restored->level() == Depth)
    Restored->commitNested();
  --Depth;
  forEachParticipant<&Participant::commitNested>();
}

void Transaction::abortNested() {
  if (Restored && Restored->level() == Depth)
    Restored->abortNested();
  --Depth;
  forEachParticipant<&Participant::abortNested>();
}

void Transaction::forgetNested() {
  // What has escaped was saved once more: it does no harm.
  if (Restored && Restored->level() == Depth)
    Restored->commitNested();
  --Depth;
  forEachParticipant<&Participant::forgetNested>();
}

void Transaction::end() {
  Base = 0;
  Size = 0;
  Depth = 0;
  stet_thread_mode = STET_MODE_NONE;
  // The pool must not be closed while there is something to wait for.
  if (!Main->Ticket)
    Main->leave();
}

int Transaction::awaitTicket() {
  int Error = Main->Storage.wait(std::exchange(Main->Ticket, 0));
  Main->leave();
  return Error;
}

void Transaction::rollBack() {
  // First: assignments and destructors of the program may write persistent memory.
  if (Restored)
    Restored->rollBack(/*AtThreadEnd=*/false);
  Main->rollBack();
  while (Participant *P = Others) {
    Others = P->NextActive;
    P->NextActive = nullptr;
    P->rollBack();
    P->leave();
  }
  Doom = 0;
  DoomPool = nullptr;
  end();
}

// -- Doom ----------------------------------------------------------------------

void Transaction::doom(int Error, Pool *Other) {
  if (Doom)
    return;
  Doom = Error;
  DoomPool = Other;
}

void Transaction::describeDoom() {
  const char *Path = pool()->path().c_str();
  if (DoomPool)
    setError(EXDEV,
             "the transaction on pool '%s' wrote to pool '%s' too: two pools can't commit as one",
             Path, DoomPool->path().c_str());
  else if (Main->Log.error())
    setError(Doom, "pool '%s' is full: the transaction was rolled back", Path);
  else if (Doom == ENOMEM)
    setError(Doom, "restored memory could not be saved: memory ran out, or a copy failed; the "
                   "transaction was rolled back without it");
  // Else the commit has said why it failed.
}

int Transaction::commitDoomed() {
  if (!Doom)
    doom(ENOSPC, nullptr); // the log's error
  int Error = Doom;
  describeDoom();
  rollBack();
  errno = Error;
  return Error;
}

// -- Other pools ---------------------------------------------------------------

Participant &Transaction::participantOf(Pool &P) {
  if (pool() == &P)
    return *Main;
  for (Participant *Other = Others; Other; Other = Other->NextActive)
    if (Other->Owner == &P)
      return *Other;
  Participant *New = enterParticipant(OfThread, P);
  if (!New)
    fatal("a transaction writes to a second pool, which can't take part: %s", lastErrorMessage());
  // For the running nested blocks it has not written anything yet.
  for (unsigned Level = 1; Level < Depth; ++Level)
    New->beginNested();
  New->NextActive = Others;
  Others = New;
  doom(EXDEV, &P);
  return *New;
}

Participant *Transaction::participantOf(const void *Address) {
  if (reinterpret_cast<uintptr_t>(Address) - Base < Main->Size)
    return Main;
  Pool *P = findOpenPool(Address);
  return P ? &participantOf(*P) : nullptr;
}

void Transaction::fenceOthers() noexcept {
  for (Participant *P = Others; P; P = P->NextActive)
    P->Log.fence();
}

// -- Snapshots and allocation --------------------------------------------------

void Transaction::snapshotSlowly(const void *Address, size_t Bytes) noexcept {
  if (Depth == 0 || Bytes == 0)
    return;
  Participant *P = participantOf(Address);
  if (!P)
    return;
  uint64_t Begin = reinterpret_cast<uintptr_t>(Address) - reinterpret_cast<uintptr_t>(P->Base);
  uint64_t End = Bytes < P->Size - Begin ? Begin + Bytes : P->Size;
  check::RuntimeWrites Scope;
  auto Save = [P](uint64_t From, uint64_t To) {
    if (P->Watch)
      P->Watch->logged(From, To);
    P->Writes.coverRange(From, To, [P](uint64_t NewFrom, uint64_t NewTo) {
      P->Log.append(NewFrom, P->Base + NewFrom, NewTo - NewFrom);
    });
  };
  if (const TransientFields *Fields = P->Owner->transientFields())
    return Fields->forEachOther(Begin, End, Save);
  Save(Begin, End);
}

/// The transaction has `Fresh` bytes that need not be saved in what it reserved at `Start`.
static void addFresh(Participant &P, void *Start, uint64_t Fresh) {
  uint64_t Begin = uint64_t(static_cast<char *>(Start) - P.Base);
  P.Writes.addFresh(Begin, Begin + Fresh);
  // Another object's transient fields were here; it may grow in place.
  if (TransientFields *Fields = P.Owner->transientFields())
    Fields->forget(Begin, Begin + P.Heap.usableSize(Start));
  if (P.Watch)
    P.Watch->allocated(Begin, P.Heap.usableSize(Start), Begin + Fresh);
}

void *Transaction::allocate(Pool *Where, size_t Bytes, size_t Alignment) {
  Participant &P = Where ? participantOf(*Where) : *Main;
  check::RuntimeWrites Scope;
  if (P.Watch)
    ++P.Owner->HeapUses;
  if (Alignment <= 16) {
    void *Object = P.Heap.allocate(Bytes);
    if (!Object)
      return nullptr;
    addFresh(P, Object, Bytes ? Bytes : 1);
    return Object;
  }
  void *Object = P.Heap.allocateAligned(Bytes, Alignment);
  if (!Object)
    return nullptr;
  // All that was reserved counts, or the prefix would not be flushed.
  addFresh(P, TransactionalHeap::baseOfAligned(Object),
           TransactionalHeap::bytesForAligned(Bytes, Alignment));
  return Object;
}

void Transaction::free(void *Object, bool Aligned) {
  Participant *P = participantOf(Object);
  if (!P)
    fatal("the address %p that is freed lies in no open pool", Object);
  check::RuntimeWrites Scope;
  void *Start = Aligned ? TransactionalHeap::baseOfAligned(Object) : Object;
  uint64_t Begin = uint64_t(static_cast<char *>(Start) - P->Base);
  size_t Gone = P->Heap.free(Start, Object);
  if (Gone)
    P->Writes.removeFresh(Begin, Begin + Gone);
  if (P->Watch)
    P->Watch->freed(Begin, Gone != 0);
}

size_t Transaction::usableSize(const void *Object) {
  Participant *P = participantOf(Object);
  if (!P)
    fatal("the address %p lies in no open pool", Object);
  return P->Heap.usableSize(Object);
}

void Transaction::growInPlace(const void *Object, size_t Size) {
  Participant *P = participantOf(Object);
  if (!P)
    return;
  // What can be given back at once must get no records; other objects need no care:
  // their bytes are saved as any others are.
  if (size_t Old = P->Heap.growInPlace(Object, Size)) {
    uint64_t Begin = uint64_t(static_cast<const char *>(Object) - P->Base);
    P->Writes.addFresh(Begin + Old, Begin + Size);
    if (P->Watch)
      P->Watch->grown(Begin + Old, Begin + Size);
  }
}

// -- Suspension and the thread's end -------------------------------------------

namespace {
/// What a suspension sets aside.
struct Aside {
  Transaction State;
  uint32_t Mode;
};
} // namespace

Transaction::Suspension::Suspension() : Saved(new char[sizeof(Aside)]) {
  Transaction &T = ThisTransaction;
  new (Saved) Aside{T, stet_thread_mode};
  Participant *OfThread = T.OfThread;
  T = Transaction();
  T.OfThread = OfThread;
  stet_thread_mode = STET_MODE_NONE;
}

Transaction::Suspension::~Suspension() {
  auto &A = *reinterpret_cast<Aside *>(Saved);
  Participant *OfThread = ThisTransaction.OfThread;
  bool WasRunning = A.State.Depth != 0;
  ThisTransaction.discardRestored();
  if (WasRunning) {
    ThisTransaction = A.State;
    ThisTransaction.OfThread = OfThread;
  }
  stet_thread_mode = A.Mode;
  delete[] Saved;
}

void Transaction::endThread() {
  if (Depth) {
    if (Restored) {
      forgetFramesBelow(STET_CALLERS_FRAME);
      Restored->rollBack(/*AtThreadEnd=*/true);
    }
    rollBack();
  }
  discardRestored();
  releaseParticipants(OfThread);
  *this = Transaction();
}

void Transaction::forgetInForkedChild() {
  stet_thread_mode = STET_MODE_NONE;
  discardRestored();
  *this = Transaction();
}
