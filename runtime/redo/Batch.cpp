//===-- runtime/redo/Batch.cpp - What one write to a redo log holds ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Batch.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace stet::redo {

static constexpr unsigned FirstIndexBits = 10;
static constexpr size_t MostIndexKept = 1 << 16;
/// Ranges from this size on are not worth a look for earlier captures.
static constexpr size_t LargeRange = 4096;

Batch::Batch() : Index(size_t(1) << FirstIndexBits), Shift(64 - FirstIndexBits) {
  Encoded.append(sizeof(BatchHeader));
}

// -- Collecting ----------------------------------------------------------------

void Batch::add(uint64_t Offset, const char *Bytes, size_t Size) {
  if (Size >= LargeRange) {
    // Records count in their order, and the lines are older.
    spillLines();
    writeRecord(Offset, Bytes, Size);
    return;
  }
  while (Size) {
    auto At = unsigned(Offset % LineBytes);
    auto Part = unsigned(std::min(Size, LineBytes - At));
    addToLine(Offset / LineBytes, At, Bytes, Part);
    Offset += Part;
    Bytes += Part;
    Size -= Part;
  }
}

void Batch::addToLine(uint64_t Number, unsigned At, const char *Bytes, unsigned Size) {
  Line &L = lineOf(Number);
  L.Mask |= (~uint64_t(0) >> (64 - Size)) << At;
  memcpy(L.Bytes + At, Bytes, Size);
  LineRecords += record::bytes(Size);
}

Batch::Line &Batch::lineOf(uint64_t Number) {
  if (Lines.size() * 2 >= Index.size())
    growIndex();
  size_t Mask = Index.size() - 1, At = home(Number);
  for (; Index[At]; At = (At + 1) & Mask)
    if (Lines[Index[At] - 1].Number == Number)
      return Lines[Index[At] - 1];
  Lines.push_back({Number, 0, {}});
  Index[At] = uint32_t(Lines.size());
  return Lines.back();
}

void Batch::growIndex() {
  --Shift;
  Index.assign(Index.size() * 2, 0);
  size_t Mask = Index.size() - 1;
  for (size_t I = 0; I < Lines.size(); ++I) {
    size_t At = home(Lines[I].Number);
    while (Index[At])
      At = (At + 1) & Mask;
    Index[At] = uint32_t(I + 1);
  }
}

void Batch::forgetLines() {
  size_t Mask = Index.size() - 1;
  if (Lines.size() > Index.size() / 8) {
    std::fill(Index.begin(), Index.end(), 0);
  } else {
    for (const Line &L : Lines)
      for (size_t At = home(L.Number); Index[At]; At = (At + 1) & Mask)
        Index[At] = 0;
  }
  Lines.clear();
  LineRecords = 0;
}

// -- Encoding ------------------------------------------------------------------

void Batch::writeRecord(uint64_t Offset, const char *Bytes, size_t Size) {
  bool Short = Size < record::ShortLimit;
  char *To = Encoded.append(record::bytes(Size));
  uint64_t Word = Offset | (Short ? uint64_t(Size) << record::LengthShift : 0);
  memcpy(To, &Word, 8);
  To += 8;
  if (!Short) {
    uint64_t Length = Size;
    memcpy(To, &Length, 8);
    To += 8;
  }
  if (size_t Padded = roundUp(Size, 8); Padded != Size)
    memset(To + Padded - 8, 0, 8);
  memcpy(To, Bytes, Size);
}

void Batch::spillLines() {
  for (const Line &L : Lines) {
    uint64_t Mask = L.Mask;
    for (unsigned At = 0; Mask;) {
      auto Gap = unsigned(std::countr_zero(Mask));
      Mask >>= Gap;
      At += Gap;
      auto Size = unsigned(std::countr_one(Mask));
      writeRecord(L.Number * LineBytes + At, L.Bytes + At, Size);
      Mask = Size < 64 ? Mask >> Size : 0;
      At += Size;
    }
  }
  forgetLines();
}

size_t Batch::bytesToWrite(size_t Alignment) {
  spillLines();
  return roundUp(Encoded.size(), Alignment);
}

const BatchHeader &Batch::encode(uint64_t LogId, uint64_t Epoch, uint64_t Sequence,
                                 uint64_t Durable, size_t Alignment) {
  spillLines();
  size_t Bytes = Encoded.size();
  Encoded.pad(Alignment);
  auto *Header = reinterpret_cast<BatchHeader *>(Encoded.data());
  *Header = {0,       BatchHeader::MagicNumber,    Epoch, Sequence,
             Durable, Bytes - sizeof(BatchHeader), {}};
  Header->Checksum = Header->computeChecksum(LogId);
  return *Header;
}

void Batch::clear() {
  forgetLines();
  // What an unusually large one has needed is given back.
  if (Index.size() > MostIndexKept) {
    Lines.shrink_to_fit();
    Shift = 64 - FirstIndexBits;
    Index.assign(size_t(1) << FirstIndexBits, 0);
    Index.shrink_to_fit();
  }
  Encoded.clear();
  Encoded.append(sizeof(BatchHeader));
}

} // namespace stet::redo
