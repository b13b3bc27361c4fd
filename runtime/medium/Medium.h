//===-- runtime/medium/Medium.h - How a pool's bytes reach durability ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything above (log, commit, rollback, recovery) is written once against
// this interface. In place on persistent memory, in place with no flush, synced
// by msync, and later a DRAM working copy with a log all stand behind it.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_MEDIUM_MEDIUM_H
#define STET_RUNTIME_MEDIUM_MEDIUM_H

#include <cstddef>
#include <cstdint>
#include <memory>

namespace stet {

/// A place in the order of commits; Medium::wait waits until it is durable.
using CommitTicket = uint64_t;

class Medium {
public:
  virtual ~Medium() = default;

  /// Brings the pool file up to date before libpmemobj opens it. Media in place
  /// have nothing to do. Returns false after setError().
  virtual bool recover(const char *Path) { return true; }

  /// The mmap flags with which the pool is mapped, given those that libpmemobj
  /// asks for (a working copy maps privately).
  virtual int mapFlags(int Requested) const { return Requested; }

  /// Starts to make [Address, Address + Size) durable; durable after the next
  /// drain() of the same thread. A working copy copies the bytes at this moment.
  virtual void flush(const void *Address, size_t Size) = 0;

  /// Waits until all that this thread has flushed is durable.
  virtual void drain() = 0;

  /// Whether flush and drain do anything. When not, callers may skip both: the
  /// order of stores alone is what survives.
  virtual bool flushes() const = 0;

  /// Whether cache flushes alone make the bytes durable, as libpmem does it.
  virtual bool isPersistentMemory() const { return false; }

  /// Whether a snapshot must be durable before the store that it covers. False
  /// for a working copy, whose undo log need not reach the file at all.
  virtual bool undoIsDurable() const { return true; }

  /// A commit flushes its write set and publishes between enterCommit and
  /// leaveCommit; it is durable when wait returns. Locks may be released after
  /// leaveCommit. In place all three do nothing: drain() has done it.
  virtual void enterCommit() {}
  virtual CommitTicket leaveCommit() { return 0; }
  virtual void wait(CommitTicket Ticket) {}

  /// Applies a working copy's log to the file; gives memory back.
  virtual void checkpoint() {}
  virtual void trim() {}
};

/// In place on persistent memory: cache line write-back and store fence (libpmem).
std::unique_ptr<Medium> createPersistentMemoryMedium();
/// In place on any file, durability `process`: no flush, no fence.
std::unique_ptr<Medium> createProcessMedium();
/// In place on an ordinary file, durability `power`: msync of the flushed pages.
std::unique_ptr<Medium> createSyncedMedium();

/// The medium that keeps the promise on the file with this descriptor.
std::unique_ptr<Medium> createMediumFor(int File, bool SurvivesPowerLoss);

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_MEDIUM_H
