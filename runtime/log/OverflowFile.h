//===-- runtime/log/OverflowFile.h - Where a log goes on when its pool is full ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_LOG_OVERFLOWFILE_H
#define STET_RUNTIME_LOG_OVERFLOWFILE_H

#include "LogDirectory.h"

#include <memory>
#include <string>
#include <vector>

namespace stet {

/// The file `<pool>-overflow.<slot's offset>`: a header, then chunks of records
/// one after the other. It exists while a transaction that outgrew the pool runs
/// and is bound to it by its slot's OverflowSequence and OverflowId.
class OverflowFile {
public:
  /// Makes an empty file for the slot's running transaction and records it in the
  /// slot, in this order. nullptr with errno when it can't be made.
  static std::unique_ptr<OverflowFile> create(Pool &P, LogSlot *Slot);
  /// Maps the file of the slot's unfinished transaction. nullptr after
  /// setError(EBADMSG) when it is missing or another one.
  static std::unique_ptr<OverflowFile> open(Pool &P, LogSlot *Slot);
  /// Unmaps; leaves the file.
  ~OverflowFile();

  /// Whether the slot's present transaction has one.
  static bool isUsedBy(const LogSlot &Slot) {
    return Slot.OverflowId != 0 && Slot.OverflowSequence == Slot.Sequence;
  }
  /// Removes the file of a transaction that is over, if there is one, and the
  /// note of it in the slot.
  static void remove(Pool &P, LogSlot *Slot);

  /// Adds a chunk of at least `Bytes`, mapped and backed by disk blocks. nullptr
  /// with errno when the disk is full.
  LogChunk *addChunk(size_t Bytes);
  const std::vector<LogChunk *> &chunks() const { return Chunks; }
  bool contains(const void *Address) const;
  /// Makes records durable, on a medium that flushes.
  void sync(const void *From, const void *To);

private:
  OverflowFile(Pool &P, int File, std::string Path) : Owner(P), File(File), Path(std::move(Path)) {}
  LogChunk *map(uint64_t Offset, size_t Bytes);

  Pool &Owner;
  int File;
  std::string Path;
  uint64_t End = 0;
  std::vector<LogChunk *> Chunks;
};

} // namespace stet

#endif // STET_RUNTIME_LOG_OVERFLOWFILE_H
