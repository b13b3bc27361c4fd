//===-- runtime/redo/Format.h - A redo log, as it lies in its file ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The file beside a pool that has a working copy: two superblocks, then two areas
// that are filled in turn. Described for users, with the argument why it recovers,
// in docs/redo-log.md.
//
//   0      superblock  } the valid one with the higher generation counts
//   4096   superblock  }
//   8192   area        batches, each one commit or several
//   …      area
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_REDO_FORMAT_H
#define STET_RUNTIME_REDO_FORMAT_H

#include <cstddef>
#include <cstdint>

namespace stet::redo {

constexpr size_t BlockBytes = 4096;
constexpr uint64_t FirstAreaOffset = 2 * BlockBytes;
/// Batches start at multiples of this.
constexpr size_t LineBytes = 64;

constexpr uint64_t roundUp(uint64_t Size, uint64_t Unit) { return (Size + Unit - 1) / Unit * Unit; }

/// A stretch of the file that holds the batches of one epoch, numbered without gaps.
struct Area {
  uint64_t Offset;
  uint64_t Size;
  uint64_t Epoch;         ///< 0: it has never been used
  uint64_t FirstSequence; ///< the number of its first batch
  uint64_t end() const { return Offset + Size; }
};

struct Superblock {
  static constexpr uint64_t MagicNumber = 0x474f4c4f44455254; // "TREDOLOG"
  static constexpr uint32_t CurrentVersion = 1;

  uint64_t Checksum; ///< of the rest
  uint64_t Magic;
  uint32_t Version;
  uint32_t Current; ///< the area that is being filled
  uint64_t LogId;   ///< random, not 0; the pool that needs this log names it
  uint8_t PoolId[16];
  uint64_t Generation;
  Area Areas[2];

  uint64_t computeChecksum() const;
};
static_assert(sizeof(Superblock) <= 512, "a disk writes it whole or not at all");

/// Stands before a batch's records. It counts iff it has its area's epoch, the number
/// that follows the batch before it, and a checksum that verifies.
struct BatchHeader {
  static constexpr uint64_t MagicNumber = 0x48435441424f4445; // "EDOBATCH"

  uint64_t Checksum; ///< of the rest and of the records, seeded with the log's number
  uint64_t Magic;
  uint64_t Epoch;
  uint64_t Sequence;
  uint64_t Durable; ///< every batch up to this number was durable when it was written
  uint64_t PayloadBytes;
  uint64_t Reserved[2];

  const char *payload() const { return reinterpret_cast<const char *>(this + 1); }
  size_t bytes() const { return sizeof(*this) + PayloadBytes; }
  uint64_t computeChecksum(uint64_t LogId) const;
};
static_assert(sizeof(BatchHeader) == LineBytes);

/// A record: the pool's bytes from an offset on. A word with the offset in the low 48
/// bits and the length above it (0: the length is the next word), then the bytes,
/// padded with zeroes to 8.
namespace record {
constexpr uint64_t OffsetMask = (uint64_t(1) << 48) - 1;
constexpr uint64_t LengthShift = 48;
constexpr size_t ShortLimit = 1 << 16; ///< lengths from here on take a word of their own

constexpr size_t bytes(size_t Length) {
  return 8 + (Length < ShortLimit ? 0 : 8) + roundUp(Length, 8);
}
} // namespace record

/// Walks a batch's records: calls Do(offset, bytes, length) for each. Returns false when
/// they don't fit their payload, or lie beyond a pool of `PoolSize` bytes.
template <class Function>
bool forEachRecord(const BatchHeader &Batch, uint64_t PoolSize, Function Do) {
  const char *At = Batch.payload(), *End = At + Batch.PayloadBytes;
  while (At < End) {
    if (End - At < 8)
      return false;
    uint64_t Word = *reinterpret_cast<const uint64_t *>(At);
    At += 8;
    uint64_t Offset = Word & record::OffsetMask, Length = Word >> record::LengthShift;
    if (!Length) {
      if (End - At < 8)
        return false;
      Length = *reinterpret_cast<const uint64_t *>(At);
      At += 8;
    }
    if (Length == 0 || Length > PoolSize || Offset > PoolSize - Length ||
        roundUp(Length, 8) > size_t(End - At))
      return false;
    Do(Offset, At, size_t(Length));
    At += roundUp(Length, 8);
  }
  return true;
}

/// What the pool file says of the log that it needs. Written in place, not through the
/// log, one word at a time.
struct Mark {
  uint64_t LogId;   ///< 0: the file is up to date by itself, and the rest means nothing
  uint64_t Applied; ///< every batch up to this number is in the file
};

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_FORMAT_H
