//===-- runtime/redo/AreaReader.h - The batches of an area, in order ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_REDO_AREAREADER_H
#define STET_RUNTIME_REDO_AREAREADER_H

#include "AlignedBuffer.h"
#include "Format.h"
#include "LogStorage.h"

namespace stet::redo {

/// Reads an area batch by batch and stops at the first that is not whole. Changes
/// nothing; another thread may append meanwhile.
class AreaReader {
public:
  AreaReader(const LogStorage &Log, uint64_t LogId, const Area &A);

  /// The next batch, valid until the next call; nullptr at the end, or when reading
  /// failed.
  const BatchHeader *next();
  /// The number of the last batch that next() gave; the one before the area's first
  /// when it gave none.
  uint64_t last() const { return Next - 1; }
  /// Whether reading failed, with errno.
  bool failed() const { return Failed; }

  /// After the end: whether a batch behind it was written when the missing one was
  /// known to be durable already. Then this is no tail that a crash has torn, but
  /// damage. Reads the rest of the area.
  bool isDamaged();

private:
  const char *load(uint64_t Offset, size_t Size);
  const BatchHeader *batchAt(uint64_t Offset);
  const BatchHeader *verified(uint64_t Offset);

  const LogStorage &Log;
  const uint64_t LogId;
  const Area TheArea;
  uint64_t Next;     ///< the number that comes next
  uint64_t Position; ///< of it
  bool Failed = false;
  AlignedBuffer Window;
  uint64_t WindowOffset = 0;
};

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_AREAREADER_H
