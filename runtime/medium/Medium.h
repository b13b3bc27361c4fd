//===-- runtime/medium/Medium.h - How a pool's bytes reach durability ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything above (log, commit, rollback, recovery) is written once against
// this interface. In place on persistent memory, in place with no flush, synced
// by msync, and a DRAM working copy with a log all stand behind it.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_MEDIUM_MEDIUM_H
#define STET_RUNTIME_MEDIUM_MEDIUM_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace stet {

/// A place in the order of commits; Medium::wait waits until it is durable.
using CommitTicket = uint64_t;

/// What a working copy has done since the pool was opened. Zeroes for media in place.
struct MediumStatistics {
  uint64_t Commits = 0;
  uint64_t Batches = 0;     ///< writes to the log
  uint64_t BytesLogged = 0; ///< in them
  uint64_t Checkpoints = 0;
  uint64_t BytesCheckpointed = 0; ///< written to the pool file
  uint64_t ResidentBytes = 0;     ///< of private memory that differs, or differed, from the file
};

/// Calls its argument while no transaction runs on the pool and nothing else is
/// changed in it. Returns false, and doesn't call it, when it can't be had now.
using Quiescence = std::function<bool(const std::function<void()> &)>;

class Medium {
public:
  virtual ~Medium() = default;

  /// The mmap flags with which the pool is mapped, given those that libpmemobj
  /// asks for (a working copy maps privately).
  virtual int mapFlags(int Requested) const { return Requested; }

  /// Starts to make [Address, Address + Size) durable; durable after the next
  /// drain() of the same thread. A working copy copies the bytes at this moment, and
  /// makes them durable with the next commit.
  virtual void flush(const void *Address, size_t Size) = 0;

  /// Waits until all that this thread has flushed is durable.
  virtual void drain() = 0;

  /// Whether flush and drain do anything. When not, callers may skip both: the
  /// order of stores alone is what survives.
  virtual bool flushes() const = 0;

  /// Whether cache flushes alone make the bytes durable, as libpmem does it.
  virtual bool isPersistentMemory() const { return false; }

  /// Whether stores reach nothing but DRAM until they are committed. Then snapshots
  /// need not be durable, and only bytes that are the transaction's own may be flushed.
  virtual bool isWorkingCopy() const { return false; }

  /// A commit flushes its write set, of about `Bytes` bytes, and publishes between
  /// enterCommit and leaveCommit; it is durable when wait returns 0. Locks may be
  /// released after leaveCommit. In place all do nothing: drain() has done it.
  /// enterCommit returns 0, or an errno after setError(), and then nothing was entered
  /// (ENOSPC: no room to log it; EIO …: the log can't be written any more).
  virtual int enterCommit(size_t Bytes) { return 0; }
  virtual CommitTicket leaveCommit() { return 0; }
  /// 0, or an errno after setError(): whether the commit is durable is not known
  /// before the pool is opened again, and no later one is.
  virtual int wait(CommitTicket Ticket) { return 0; }
  /// The ticket of the last commit that left. Who acts on what it read of others waits
  /// for it.
  virtual CommitTicket lastCommit() const { return 0; }

  /// Waits until all that was committed is durable. As wait().
  virtual int sync() { return 0; }
  /// Brings all that was committed into the pool file. 0 or an errno after setError().
  virtual int checkpoint() { return 0; }
  /// The same, and gives back the private memory that equals the file. Nobody else may
  /// store to the pool outside of transactions meanwhile. EBUSY when a transaction runs.
  virtual int trim(const Quiescence &WhenQuiet) { return 0; }
  virtual MediumStatistics statistics() { return {}; }

  /// Fills memory of the pool that no transaction uses yet with zeroes, and flushes it.
  virtual void fillWithZeroes(char *Start, size_t Size);

  /// The pool has been unmapped and is closed: all that was flushed goes to the file.
  /// Without this call, all that was flushed since the last commit is dropped. 0, or an
  /// errno after setError() when acknowledged commits may not be durable.
  virtual int finish() { return 0; }
  /// In the child of a fork(): lets go of everything and changes nothing.
  virtual void abandonInForkedChild() {}
};

/// Where a pool's bytes are while it is open.
enum class Placement { Default, InPlace, Copy };

/// What is asked of a medium, and of which file.
struct MediumRequest {
  int File; ///< stays the caller's, who holds its lock
  const std::string &Path;
  char *Base; ///< where the pool will be mapped
  uint64_t Size;
  uint64_t MarkOffset; ///< where the file has its redo::Mark
  const uint8_t (&PoolId)[16];
  bool SurvivesPowerLoss = true;
  unsigned RelaxedMilliseconds = 0; ///< 0: a commit is durable when it returns
  Placement Where = Placement::Default;
  uint64_t LogBytes = 0; ///< 0: as usual
};

/// In place on persistent memory: cache line write-back and store fence (libpmem).
std::unique_ptr<Medium> createPersistentMemoryMedium();
/// In place on any file, durability `process`: no flush, no fence.
std::unique_ptr<Medium> createProcessMedium();
/// In place on an ordinary file, durability `power`: msync of the flushed pages.
std::unique_ptr<Medium> createSyncedMedium();
/// A private copy in DRAM with a log beside the file. nullptr after setError().
std::unique_ptr<Medium> createWorkingCopy(const MediumRequest &Request, bool OnPersistentMemory);

/// Whether these wishes go together. False after setError(EINVAL).
bool isPossible(const char *Path, bool SurvivesPowerLoss, unsigned RelaxedMilliseconds,
                Placement Where);
/// Whether the medium that keeps such a promise on the file is a working copy.
bool wantsWorkingCopy(int File, bool SurvivesPowerLoss, unsigned RelaxedMilliseconds,
                      Placement Where);
/// The medium that keeps the promise on the file. nullptr after setError().
std::unique_ptr<Medium> createMedium(const MediumRequest &Request);
/// The one in which a new pool is made; it is opened again with createMedium's.
std::unique_ptr<Medium> createMediumInPlace(int File, bool SurvivesPowerLoss);
/// Whether libpmem would write the file's mapping back with cache flushes alone.
bool isOnPersistentMemory(int File);

/// Threads that media have in this process.
unsigned backgroundThreads();

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_MEDIUM_H
