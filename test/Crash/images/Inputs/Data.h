//===-- Data.h - What the image tests keep in their pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shared by the workload, which Stet compiles, and the explorer, which knows nothing of
// Stet. The data says of itself whether it is whole: each part has a version, counted by
// its transactions, and a hash of all its objects.
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_CRASH_IMAGES_DATA_H
#define STET_TEST_CRASH_IMAGES_DATA_H

#include <cstdint>

#ifdef STET_H
#define IN_POOL [[persistent]]
#else
#define IN_POOL
#endif

struct IN_POOL label {
  uint64_t Value, Check;
};

struct IN_POOL object {
  uint64_t Size; // number of words
  uint64_t Key;
  uint64_t Sum;
  label *Label;
  uint64_t Words[];
};

constexpr unsigned SlotCount = 48;
constexpr unsigned ThreadLimit = 4;
constexpr unsigned SharedPart = ThreadLimit; // under a lock

struct part {
  uint64_t Version;
  uint64_t Hash;
  object *Slots[SlotCount];
};

// The pool's root object.
struct state {
  part Parts[ThreadLimit + 1];
};

inline uint64_t mix(uint64_t X) {
  X ^= X >> 33;
  X *= 0xff51afd7ed558ccd;
  X ^= X >> 33;
  X *= 0xc4ceb9fe1a85ec53;
  return X ^ X >> 33;
}

inline uint64_t wordHash(uint64_t Index, uint64_t Word) { return mix(Word + Index); }

/// All of the object but its label; what its Sum must be.
inline uint64_t sumOf(const object &O) {
  uint64_t Sum = mix(O.Key) + O.Size * 31;
  for (uint64_t I = 0; I < O.Size; ++I)
    Sum += wordHash(I, O.Words[I]);
  return Sum;
}

/// What the object in that slot adds to its part's hash.
inline uint64_t slotHash(unsigned Slot, const object &O, const label &L) {
  return mix(Slot * 1000003 + 1) ^ mix(O.Key * 7 + O.Size) ^ mix(O.Sum + L.Value);
}

/// The notes in the trace. In a transaction, as its last act: what the part will be.
/// After it: that it has been committed, and durably so unless commits are relaxed.
enum class note : uint64_t { Intent = 1, Acknowledged };

inline uint64_t encodeNote(note Kind, unsigned Part, uint64_t Version) {
  return uint64_t(Kind) | uint64_t(Part) << 8 | Version << 16;
}

#endif // STET_TEST_CRASH_IMAGES_DATA_H
