//===-- runtime/heap/BlockCheck.cpp - Whether an address is an allocated object ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BlockCheck.h"

#include "../pool/LibPmemobjFormat.h"
#include "../pool/Pool.h"
#include "ObjectType.h"

using namespace stet;
using namespace stet::libpmemobj;

namespace {

constexpr uint64_t LineBytes = 64;
enum ChunkFlags : uint16_t { CompactHeader = 1, FlexibleBitmap = 8 };

/// In front of every object of the classes that we use.
struct ObjectHeader {
  uint64_t Size; ///< header included; flags in the upper 16 bits
  uint64_t TypeNumber;
};

/// At the start of a run of equal units. The bitmap and then the units follow.
struct RunHeader {
  uint64_t UnitSize;
  uint64_t Alignment;
};

struct Where {
  const Zone *TheZone;
  uint64_t ChunksOffset; ///< of the zone's first chunk, in the pool
  uint32_t Chunk;        ///< that the object's header begins in
};

/// False when the offset lies in no chunk.
bool findChunk(const Pool &P, uint64_t Offset, Where &W) {
  const auto &D = *reinterpret_cast<const Descriptor *>(P.base() + HeaderSize);
  uint64_t FirstZone = D.HeapOffset + HeapHeaderSize;
  if (Offset < FirstZone)
    return false;
  uint64_t ZoneOffset = FirstZone + (Offset - FirstZone) / ZoneSize * ZoneSize;
  W.TheZone = reinterpret_cast<const Zone *>(P.base() + ZoneOffset);
  W.ChunksOffset = ZoneOffset + sizeof(Zone);
  if (Offset < W.ChunksOffset || W.TheZone->Magic != ZoneMagic)
    return false;
  uint64_t Chunk = (Offset - W.ChunksOffset) / ChunkSize;
  W.Chunk = uint32_t(Chunk);
  return Chunk < W.TheZone->Chunks;
}

/// Whether `Offset` is the start of a unit whose bit says that it is taken; how many
/// bytes are left from there to the end of the run.
bool isTakenUnit(const Pool &P, const ChunkHeader &First, uint64_t RunOffset, uint64_t Offset,
                 uint64_t &Left) {
  const auto &Run = *reinterpret_cast<const RunHeader *>(P.base() + RunOffset);
  uint64_t Content = First.Chunks * ChunkSize - sizeof(RunHeader);
  if (Run.UnitSize == 0 || Run.UnitSize > Content)
    return false;
  // As long as the bitmap would have to be without itself, up to a whole line; the
  // fixed one has five lines with the header.
  uint64_t BitmapBytes = 5 * LineBytes - sizeof(RunHeader);
  if (First.Flags & FlexibleBitmap) {
    uint64_t Words = (Content / Run.UnitSize + 63) / 64;
    BitmapBytes =
        (Words * 8 + sizeof(RunHeader) + LineBytes - 1) / LineBytes * LineBytes - sizeof(RunHeader);
  }
  uint64_t Units = RunOffset + sizeof(RunHeader) + BitmapBytes;
  uint64_t Unit = (Offset - Units) / Run.UnitSize;
  if (Offset < Units || (Offset - Units) % Run.UnitSize || Unit / 64 * 8 >= BitmapBytes)
    return false;
  auto *Bitmap = reinterpret_cast<const uint64_t *>(&Run + 1);
  Left = RunOffset + First.Chunks * ChunkSize - Offset;
  return __atomic_load_n(&Bitmap[Unit / 64], __ATOMIC_RELAXED) >> Unit % 64 & 1;
}

bool isAllocatedBlock(const Pool &P, uint64_t Offset, uint64_t &Left) {
  Where W;
  if (!findChunk(P, Offset, W))
    return false;
  const ChunkHeader *Header = &W.TheZone->Headers[W.Chunk];
  uint32_t First = W.Chunk;
  if (Header->Type == RunData) {
    if (Header->Chunks > First)
      return false;
    First -= Header->Chunks; // how far the run's first chunk is
    Header = &W.TheZone->Headers[First];
    if (Header->Type != Run || W.Chunk - First >= Header->Chunks)
      return false;
  }
  if (!(Header->Flags & CompactHeader) || Header->Chunks > W.TheZone->Chunks - First)
    return false;
  uint64_t Start = W.ChunksOffset + First * ChunkSize;
  if (Header->Type == Run)
    return isTakenUnit(P, *Header, Start, Offset, Left);
  Left = Header->Chunks * ChunkSize;
  return Header->Type == Used && Start == Offset;
}

} // namespace

const char *stet::whyNotAnObject(const Pool &P, const void *Object) {
  uint64_t Offset = P.offsetOf(Object);
  uint64_t Left = 0;
  if (!P.contains(Object, 1) || Offset % 16 || Offset < sizeof(ObjectHeader) ||
      !isAllocatedBlock(P, Offset - sizeof(ObjectHeader), Left))
    return "is not an object of the pool: it was freed already, or never allocated";
  auto *Header = static_cast<const ObjectHeader *>(Object) - 1;
  uint64_t Size = Header->Size & ((uint64_t(1) << 48) - 1);
  if (Size <= sizeof(ObjectHeader) || Size > Left)
    return "is not the start of an object of the pool";
  if (Header->TypeNumber != UserObject)
    return "belongs to the pool itself";
  return nullptr;
}
