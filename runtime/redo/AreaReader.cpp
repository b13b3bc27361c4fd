//===-- runtime/redo/AreaReader.cpp - The batches of an area, in order ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AreaReader.h"
#include "../diagnostics/PlantedBug.h"

#include <algorithm>

namespace stet::redo {

static constexpr uint64_t WindowBytes = 1 << 20;

AreaReader::AreaReader(const LogStorage &Log, uint64_t LogId, const Area &A)
    : Log(Log), LogId(LogId), TheArea(A), Next(A.FirstSequence), Position(A.Offset) {}

/// Whole blocks around [Offset, Offset + Size), which lies in the area.
const char *AreaReader::load(uint64_t Offset, size_t Size) {
  if (Offset < WindowOffset || Offset + Size > WindowOffset + Window.size()) {
    uint64_t Begin = Offset / BlockBytes * BlockBytes;
    uint64_t End = std::max(roundUp(Offset + Size, BlockBytes), Begin + WindowBytes);
    End = std::min(End, roundUp(TheArea.end(), BlockBytes));
    Window.clear();
    WindowOffset = Begin;
    if (!Log.read(Begin, Window.append(End - Begin), End - Begin)) {
      Failed = true;
      Window.clear();
      return nullptr;
    }
  }
  return Window.data() + (Offset - WindowOffset);
}

/// The batch of this epoch at an offset, if there is a whole one.
const BatchHeader *AreaReader::verified(uint64_t Offset) {
  if (Offset + sizeof(BatchHeader) > TheArea.end())
    return nullptr;
  const char *At = load(Offset, sizeof(BatchHeader));
  auto *Header = reinterpret_cast<const BatchHeader *>(At);
  if (!At || Header->Magic != BatchHeader::MagicNumber || Header->Epoch != TheArea.Epoch ||
      Header->PayloadBytes > TheArea.end() - Offset - sizeof(BatchHeader))
    return nullptr;
  At = load(Offset, Header->bytes());
  Header = reinterpret_cast<const BatchHeader *>(At);
  if (!At || (Header->computeChecksum(LogId) != Header->Checksum &&
              !isPlanted(PlantedBug::ChecksumIgnored)))
    return nullptr;
  return Header;
}

const BatchHeader *AreaReader::batchAt(uint64_t Offset) {
  const BatchHeader *Batch = verified(Offset);
  return Batch && Batch->Sequence == Next ? Batch : nullptr;
}

const BatchHeader *AreaReader::next() {
  uint64_t At = Position;
  const BatchHeader *Batch = batchAt(At);
  if (!Batch && !Failed) { // a sync came before it
    At = roundUp(Position, BlockBytes);
    Batch = batchAt(At);
  }
  if (!Batch)
    return nullptr;
  Position = roundUp(At + Batch->bytes(), LineBytes);
  ++Next;
  return Batch;
}

bool AreaReader::isDamaged() {
  for (uint64_t At = Position; At + sizeof(BatchHeader) <= TheArea.end() && !Failed;
       At += LineBytes) {
    const BatchHeader *Later = verified(At);
    if (Later && Later->Sequence > Next && Later->Durable >= Next)
      return true;
  }
  return false;
}

} // namespace stet::redo
