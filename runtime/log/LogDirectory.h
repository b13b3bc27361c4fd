//===-- runtime/log/LogDirectory.h - The undo logs of a pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_LOG_LOGDIRECTORY_H
#define STET_RUNTIME_LOG_LOGDIRECTORY_H

#include "../heap/ObjectType.h"
#include "LogChunk.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace stet {
class Pool;

/// One log's place in the directory, one cache line. Adding one to Sequence
/// commits, or empties, the log: no record verifies any more.
struct alignas(64) LogSlot {
  uint64_t Sequence;
  PMEMoid FirstChunk;
  uint64_t Timestamp;        ///< reserved for the STM class
  uint64_t OverflowSequence; ///< the transaction whose log goes on in the overflow file
  uint64_t OverflowId;       ///< the number in that file's header
  uint64_t Reserved[2];
};
static_assert(sizeof(LogSlot) == 64, "part of the pool's format");

/// A block of the directory. The slots start at the next cache line.
struct LogBlock {
  static constexpr uint64_t MagicNumber = 0x53474f4c54455453; // "STETLOGS"
  static constexpr size_t SlotCount = 64;

  uint64_t Magic;
  uint64_t Count; ///< of slots
  PMEMoid Next;
  PMEMoid Reserve; ///< memory to give back when the pool is full; the first block's only
  uint64_t Reserved[2];

  LogSlot *slots() {
    return reinterpret_cast<LogSlot *>((reinterpret_cast<uintptr_t>(this + 1) + 63) &
                                       ~uintptr_t(63));
  }
  static constexpr size_t Bytes = 64 + 48 + SlotCount * sizeof(LogSlot);
};
static_assert(sizeof(LogBlock) == 64, "part of the pool's format");

/// Gives threads logs of their own. Thread-safe.
class LogDirectory {
public:
  /// Makes the directory of a new pool. Otherwise finishes what a crash left
  /// unfinished: rolls back every live log (Recovery.h) and frees what grew.
  /// nullptr after setError(); with EBADMSG nothing was changed. A crash here is
  /// mended by the next call.
  static std::unique_ptr<LogDirectory> open(Pool &P);

  /// A slot that no other thread has, or nullptr after setError(ENOSPC). Makes a
  /// block of slots when all are taken.
  LogSlot *acquire();
  void release(LogSlot *Slot);

  /// Every slot of the pool.
  std::vector<LogSlot *> slots() const;

  /// Gives the pool's reserve back to its heap so that a transaction that only
  /// frees can succeed in a full pool. False when it was given already.
  bool releaseReserve();
  /// Takes the reserve again if there is room. Cheap when there is one.
  void restoreReserve();

private:
  explicit LogDirectory(Pool &P) : Owner(P) {}
  LogBlock *addBlock(PMEMoid *Link);
  void adopt(LogBlock *Block);

  Pool &Owner;
  std::mutex Mutex;
  std::vector<LogBlock *> Blocks;
  std::vector<LogSlot *> Free;
  std::atomic<bool> HasNoReserve{false};
};

} // namespace stet

#endif // STET_RUNTIME_LOG_LOGDIRECTORY_H
