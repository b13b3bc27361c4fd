//===-- runtime/log/Record.h - One entry of an undo log, as it lies in the pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The format and the argument why it recovers: docs/log.md.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_LOG_RECORD_H
#define STET_RUNTIME_LOG_RECORD_H

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace stet {

enum class RecordType : uint16_t {
  Undo = 1,     ///< the old bytes of [Offset, Offset + Size) of the pool
  Truncate = 2, ///< a nested block was undone: only the first `Offset` undo records still count
  Continue = 3, ///< the log goes on at the start of the next chunk
};

/// A record's header; the old bytes follow, padded with zeroes to 8. It counts iff
/// the checksum verifies with the seed of its slot's present sequence number.
struct Record {
  uint64_t Checksum;
  uint64_t Timestamp;     ///< reserved for the STM class: 0
  uint64_t OffsetAndType; ///< offset in the low 48 bits, RecordType above
  uint32_t Size;          ///< of the old bytes, without padding
  uint32_t Fenced;        ///< this many records before it were durable when it was appended

  RecordType type() const { return RecordType(OffsetAndType >> 48); }
  uint64_t offset() const { return OffsetAndType & OffsetMask; }
  const char *data() const { return reinterpret_cast<const char *>(this + 1); }
  char *data() { return reinterpret_cast<char *>(this + 1); }

  static constexpr uint64_t OffsetMask = (uint64_t(1) << 48) - 1;
  static uint64_t pack(uint64_t Offset, RecordType Type) { return Offset | uint64_t(Type) << 48; }
};
static_assert(sizeof(Record) == 32, "part of the pool's format");

constexpr size_t padded(size_t Bytes) { return (Bytes + 7) & ~size_t(7); }
constexpr size_t recordBytes(size_t Size) { return sizeof(Record) + padded(Size); }

namespace checksum {

constexpr uint64_t K0 = 0xa0761d6478bd642f, K1 = 0xe7037ed1a0b428db, K2 = 0x8ebc6af09c88c6e3,
                   K3 = 0x589965cc75374cc3, K4 = 0x1d8e4e27c47d124f;

inline uint64_t mix(uint64_t A, uint64_t B) {
  unsigned __int128 Product = static_cast<unsigned __int128>(A) * B;
  return uint64_t(Product) ^ uint64_t(Product >> 64);
}

/// What all records of one transaction have in common.
inline uint64_t seed(uint64_t SlotOffset, uint64_t Sequence) {
  return mix(SlotOffset ^ K3, Sequence ^ K4);
}

inline uint64_t ofHeader(uint64_t Seed, uint64_t Timestamp, uint64_t OffsetAndType, uint32_t Size,
                         uint32_t Fenced) {
  return mix(OffsetAndType ^ Seed ^ K0, (Size | uint64_t(Fenced) << 32) ^ K1) ^ Timestamp;
}

/// Goes on from a header's hash over `Words` words of old bytes.
inline uint64_t ofWords(uint64_t Hash, const uint64_t *Data, size_t Words) {
  for (; Words >= 2; Words -= 2, Data += 2)
    Hash = mix(Data[0] ^ Hash ^ K2, Data[1] ^ K3);
  if (Words)
    Hash = mix(Data[0] ^ K2, Hash ^ K4);
  return Hash;
}

inline uint64_t ofRecord(uint64_t Seed, const Record &R) {
  return ofWords(ofHeader(Seed, R.Timestamp, R.OffsetAndType, R.Size, R.Fenced),
                 reinterpret_cast<const uint64_t *>(R.data()), padded(R.Size) / 8);
}

} // namespace checksum
} // namespace stet

#endif // STET_RUNTIME_LOG_RECORD_H
