//===-- runtime/transaction/Transaction.h - The running transaction of a thread ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_TRANSACTION_H
#define STET_RUNTIME_TRANSACTION_TRANSACTION_H

#include "../pool/Pool.h"
#include "Participant.h"
#include "RestoredMemory.h"

#include <cstddef>
#include <cstdint>
#include <stet/abi.h>

namespace stet {
class Pool;

/// One thread's transaction, or that it has none. It is on one pool, the first
/// participant's; a write to another pool makes that take part too and dooms the
/// transaction: all of it rolls back at the outermost end.
class Transaction {
public:
  constexpr Transaction() = default;

  bool isRunning() const { return Depth != 0; }
  unsigned depth() const { return Depth; }
  /// Where the stack of who began it ended.
  uintptr_t frame() const { return Frame; }
  Participant *main() const { return Main; }
  /// The running transaction's.
  Pool *pool() const { return Main ? Main->Owner : nullptr; }

  /// Starts an outermost transaction. False after setError() (enterParticipant).
  /// `CallersFrame`: STET_CALLERS_FRAME of the function that the program, or who may
  /// change its volatile memory, has called.
  bool begin(Pool &P, uintptr_t CallersFrame) {
    if (!Main || !Main->enter(P)) [[unlikely]]
      if (!beginSlowly(P))
        return false;
    Base = reinterpret_cast<uintptr_t>(Main->Base);
    Size = Main->Owner->transientFields() ? 0 : Main->QuickSize;
    Depth = 1;
    Frame = CallersFrame;
    stet_thread_mode = STET_MODE_ROLLBACK;
    return true;
  }
  void beginNested();

  /// Ends an outermost transaction, all but for awaitDurability(): 0, or the reason why
  /// it was rolled back, with the message in lastErrorMessage().
  int commitEarly() {
    Participant &P = *Main;
    if (Others || Doom || P.Log.error()) [[unlikely]]
      return commitDoomed();
    if (P.CommitsSlowly || !P.Heap.empty()) {
      if (int Error = P.commit()) [[unlikely]] {
        doom(Error, nullptr);
        return commitDoomed();
      }
    } else {
      if (!P.Log.empty()) {
        crashPoint("commit");
        P.Log.bump();
      }
      P.Writes.clear();
    }
    end();
    if (Restored) [[unlikely]]
      Restored->clear();
    return 0;
  }
  /// To be called after commitEarly() and rollBack(); locks may be released before. 0,
  /// or an errno, with the message: the commit may not be durable, and what it changed
  /// stays visible.
  int awaitDurability() { return Main && Main->Ticket ? awaitTicket() : 0; }
  int commit() {
    int Early = commitEarly(), Late = awaitDurability();
    return Early ? Early : Late;
  }
  /// The end of this transaction also waits for others' commits, which it may have seen
  /// before they are durable.
  void awaitOthers() {
    if (Main->IsWorkingCopy)
      Main->Ticket = Main->Storage.lastCommit();
  }
  void rollBack();
  void commitNested();
  void abortNested();
  /// The nested block has changed nothing: what it saved is not to be restored.
  void forgetNested();

  /// Sees to it that an abort restores the bytes. Not durable before fence().
  [[gnu::always_inline]] void snapshot(const void *Address, size_t Bytes) {
    uint64_t Offset = reinterpret_cast<uintptr_t>(Address) - Base;
    uint64_t InLine = Offset % WriteSet::LineBytes;
    if (Offset >= Size || Bytes - 1 >= WriteSet::LineBytes - InLine) [[unlikely]]
      return snapshotSlowly(Address, Bytes);
    Participant &P = *Main;
    switch (P.Writes.coverQuickly(Offset / WriteSet::LineBytes, WriteSet::maskOf(InLine, Bytes))) {
    case WriteSet::Cover::Had:
      return;
    case WriteSet::Cover::New:
      return P.Log.append(Offset, Address, Bytes);
    case WriteSet::Cover::Unknown:
      return snapshotSlowly(Address, Bytes);
    }
  }
  [[gnu::always_inline]] void fence() {
    if (Depth == 0)
      return;
    Main->Log.fence();
    if (Others) [[unlikely]]
      fenceOthers();
  }

  /// Allocation in a pool; `P` nullptr: the transaction's. nullptr after setError().
  void *allocate(Pool *P, size_t Bytes, size_t Alignment);
  /// Frees what allocate returned, in this or another transaction; `Aligned` says
  /// whether with an alignment above 16. Ends the program when it is no object.
  void free(void *Object, bool Aligned);
  size_t usableSize(const void *Object);
  /// The user goes on with the object as one of `Size` bytes, at most usableSize.
  void growInPlace(const void *Object, size_t Size);

  // Volatile memory that an abort restores (abi.h). Dead by then is what lies on the
  // stack below the frame in which a block began.
  void save(const void *Address, size_t Size, unsigned Blocks);
  void saveObject(void *Address, size_t Size, stet_restoration *How, unsigned Blocks, bool Escapes);
  void forgetRestored(const void *Address, size_t Size) {
    if (Restored) [[unlikely]]
      Restored->forget(reinterpret_cast<uintptr_t>(Address),
                       reinterpret_cast<uintptr_t>(Address) + Size);
  }
  bool hasRestored() const { return Restored != nullptr; }
  /// The stack has been cut back to `LiveFrame` without unwinding.
  void forgetFramesBelow(uintptr_t LiveFrame);

  /// A pool has got transient fields.
  void watchTransientFields() { Size = 0; }

  /// It can't commit any more. The first reason counts. `Other`: a second pool.
  void doom(int Error, Pool *Other);

  /// Makes the thread look as if no transaction ran, for initialisers that
  /// run in the middle of one. Theirs may be on the same pool: they have a log of their
  /// own there.
  class Suspension {
  public:
    Suspension();
    ~Suspension();
    Suspension(const Suspension &) = delete;
    Suspension &operator=(const Suspension &) = delete;

  private:
    char *Saved;
  };

  /// The thread ends: rolls back what runs, returns the logs.
  void endThread();
  /// The thread is the only one of a forked child: it has no transaction and no pool.
  void forgetInForkedChild();

private:
  bool beginSlowly(Pool &P);
  [[gnu::noinline]] void snapshotSlowly(const void *Address, size_t Bytes) noexcept;
  [[gnu::noinline]] void fenceOthers() noexcept;
  int commitDoomed();
  [[gnu::noinline]] int awaitTicket();
  void describeDoom();
  void end();
  /// The participant for an address or a pool; joins the transaction when needed.
  Participant *participantOf(const void *Address);
  Participant &participantOf(Pool &P);
  bool findTarget(RestoredMemory::Target &T, unsigned Blocks);
  void discardRestored();
  template <void (Participant::*Do)()> void forEachParticipant();
  void doomUnsaved();

  uintptr_t Base = 0;                 ///< of the main participant's pool; 0 outside transactions
  uint64_t Size = 0;                  ///< of it, as far as snapshot() is quick
  Participant *Main = nullptr;        ///< outside: that of the last transaction
  Participant *Others = nullptr;      ///< of pools that were written to besides
  unsigned Depth = 0;                 ///< of blocks
  int Doom = 0;                       ///< why it can't commit
  Pool *DoomPool = nullptr;           ///< the second pool, when it is EXDEV
  uintptr_t Frame = 0;                ///< of who began it
  RestoredMemory *Restored = nullptr; ///< made when first needed
  Participant *OfThread = nullptr;    ///< all that this thread has
};

/// The calling thread's transaction.
extern thread_local constinit Transaction ThisTransaction
    __attribute__((tls_model("initial-exec")));

/// In a function: where the stack of its caller ends, in x86-64's frames.
#define STET_CALLERS_FRAME (reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) + 16)

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_TRANSACTION_H
