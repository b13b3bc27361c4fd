//===-- runtime/redo/Batch.h - What one write to a redo log holds ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_REDO_BATCH_H
#define STET_RUNTIME_REDO_BATCH_H

#include "AlignedBuffer.h"
#include "Format.h"

#include <algorithm>
#include <vector>

namespace stet::redo {

/// Collects ranges of a pool as they are captured. Bytes of one cache line that are
/// captured again replace the earlier ones, so that a batch is not larger than what
/// changed. Used under the capture lock.
class Batch {
public:
  Batch();

  /// Copies [Bytes, Bytes + Size) that lie at `Offset` of the pool.
  void add(uint64_t Offset, const char *Bytes, size_t Size);
  bool empty() const { return Lines.empty() && Encoded.size() <= sizeof(BatchHeader); }
  /// At most this many bytes are written for it.
  size_t mostBytes() const {
    constexpr size_t MostPerLine = LineBytes / 2 * record::bytes(1);
    return Encoded.size() + std::min(LineRecords, Lines.size() * MostPerLine);
  }

  /// Finishes the batch: header, records, and zeroes up to a multiple of `Alignment`.
  /// Valid until clear().
  const BatchHeader &encode(uint64_t LogId, uint64_t Epoch, uint64_t Sequence, uint64_t Durable,
                            size_t Alignment);
  /// What has to be written, after encode().
  size_t writtenBytes() const { return Encoded.size(); }
  /// What would have to be written with this alignment.
  size_t bytesToWrite(size_t Alignment);
  void clear();

private:
  struct Line {
    uint64_t Number;
    uint64_t Mask; ///< of the bytes that were captured
    char Bytes[LineBytes];
  };

  void addToLine(uint64_t Number, unsigned At, const char *Bytes, unsigned Size);
  Line &lineOf(uint64_t Number);
  size_t home(uint64_t Number) const { return (Number * 0x9e3779b97f4a7c15) >> Shift; }
  void growIndex();
  void writeRecord(uint64_t Offset, const char *Bytes, size_t Size);
  /// Turns the lines into records, behind those that are there.
  void spillLines();
  void forgetLines();

  AlignedBuffer Encoded; ///< header and records
  std::vector<Line> Lines;
  size_t LineRecords = 0;      ///< bytes of their records if none were merged
  std::vector<uint32_t> Index; ///< 1 + position in Lines, 0: free
  unsigned Shift;
};

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_BATCH_H
