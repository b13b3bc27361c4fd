//===-- runtime/transaction/Participant.h - A thread's part in the transactions of one pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_PARTICIPANT_H
#define STET_RUNTIME_TRANSACTION_PARTICIPANT_H

#include "../check/Watch.h"
#include "../heap/TransactionalHeap.h"
#include "../log/UndoLog.h"
#include "../medium/Medium.h"
#include "WriteSet.h"

#include <atomic>
#include <memory>
#include <vector>

namespace stet {
class Pool;

/// What one thread keeps for its transactions on one pool: its undo log there, the
/// write set and the pending allocations. Made at its first transaction on the
/// pool, kept until the thread ends or the pool is closed.
struct Participant {
  Participant(Pool &P, LogSlot *Slot);

  UndoLog Log;
  WriteSet Writes;
  TransactionalHeap Heap;
  bool Flushes;
  bool IsWorkingCopy;
  /// Whether a commit has more to do than to bump the log.
  bool CommitsSlowly;
  /// Of the commit that has left and is to be waited for, before leave(); else 0.
  CommitTicket Ticket = 0;
  Medium &Storage;
  char *Base;
  uint64_t Size;
  /// How many bytes Transaction::snapshot may deal with quickly: Size, or none of them in
  /// checked mode.
  uint64_t QuickSize;
  std::vector<UndoLog::Savepoint> Savepoints; ///< one for each nested block
  Participant *NextActive = nullptr;          ///< in the same transaction

  Pool *const Owner; ///< valid while a transaction runs on it, and until it is closed
  /// Owner, or nullptr once the pool is closed and while a close is being tried. Only
  /// for enter, which reads it after setting InUse, and under the registry's mutex.
  std::atomic<Pool *> Entrance;
  /// Whether a transaction of the thread runs on it.
  std::atomic<bool> InUse{false};
  Participant *NextOfThread = nullptr;
  /// In checked mode only.
  const std::unique_ptr<check::TransactionWatch> Watch;

  /// Marks it in use unless the pool is not (or no longer) `P`. Costs no fence:
  /// who closes a pool has all threads execute one (closePoolToTransactions).
  bool enter(const Pool &P) {
    InUse.store(true, std::memory_order_relaxed);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    if (Entrance.load(std::memory_order_relaxed) == &P) [[likely]]
      return true;
    leave();
    return false;
  }
  void leave() { InUse.store(false, std::memory_order_release); }

  // Nested blocks. `Level` says how many are running.
  void beginNested();
  void commitNested();
  void abortNested();
  /// It has neither stored nor allocated anything.
  void forgetNested();

  /// Makes everything durable, on a working copy when the Ticket has been waited for.
  /// Returns 0 or, when the pool can't take it, an errno after setError(), and then
  /// nothing is committed.
  int commit();
  void rollBack();

private:
  int commitUnwatched();
  int commitInPlace();
  int commitWorkingCopy();
  bool publish(uint64_t *Word, uint64_t Value);
  int reportFull();
};

/// A participant of the thread in the pool that no transaction uses (a suspended one
/// may use another), made when there is none, in use from here on. nullptr
/// after setError(): EINVAL when the pool is not open, ENOSPC when there is no room
/// for another log.
Participant *enterParticipant(Participant *&OfThread, Pool &P);

/// Frees a thread's participants and returns their logs, when it ends.
void releaseParticipants(Participant *&OfThread);

/// A pool is open for transactions from here …
void openPoolToTransactions(Pool &P);
/// … to here. Returns false, with nothing changed, when a transaction uses it.
bool closePoolToTransactions(Pool &P);

/// Calls Do while no transaction runs on the pool and none can begin; those that want
/// to wait for it. Returns false, and doesn't call it, when one runs now.
bool runWhileQuiet(Pool &P, const std::function<void()> &Do);

/// pthread_atfork: no thread makes or frees participants in between.
void lockParticipantsForFork();
void unlockParticipantsInParent();
/// All threads' participants are forgotten.
void resetParticipantsInChild();

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_PARTICIPANT_H
