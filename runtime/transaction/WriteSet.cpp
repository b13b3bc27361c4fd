//===-- runtime/transaction/WriteSet.cpp - Which bytes a transaction has saved ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "WriteSet.h"

#include "../diagnostics/Error.h"
#include "../medium/Medium.h"

#include <bit>

using namespace stet;

static constexpr unsigned FirstTableBits = 9;

WriteSet::WriteSet()
    : Table(new Entry[size_t(1) << FirstTableBits]()),
      Used(new uint32_t[size_t(1) << (FirstTableBits - 1)]), Most(1u << (FirstTableBits - 1)),
      Shift(64 - FirstTableBits), MostPlain(Most) {}

WriteSet::Entry &WriteSet::find(uint64_t Line) {
  size_t Mask = (size_t(1) << (64 - Shift)) - 1;
  for (size_t At = home(Line);; At = (At + 1) & Mask) {
    Entry &E = Table[At];
    if ((E.Key & EpochMask) < First || E.Key >> EpochBits == Line)
      return E;
  }
}

bool WriteSet::coverSlowly(uint64_t Line, uint64_t Mask) noexcept {
  Entry *E = &find(Line);
  uint64_t OldEpoch = E->Key & EpochMask;
  if (OldEpoch == Epoch) {
    bool Misses = (Mask & ~E->Mask) != 0;
    E->Mask |= Mask;
    return Misses;
  }
  unsigned From = unsigned(std::countr_zero(Mask)), To = unsigned(std::bit_width(Mask));
  if (Ranges.contains(Line * LineBytes + From, Line * LineBytes + To))
    return false;
  bool IsNew = OldEpoch < First;
  if (IsNew && Count == Most) {
    grow();
    E = &find(Line);
  }
  if (IsNew)
    Used[Count++] = uint32_t(E - Table.get());
  if (Epoch != First)
    Saved.push_back({Line, IsNew ? First : OldEpoch, IsNew ? 0 : E->Mask});
  if (!Ranges.empty())
    Mask |= Ranges.maskFrom(Line * LineBytes);
  *E = {Line << EpochBits | Epoch, Mask};
  return true;
}

void WriteSet::grow() {
  std::unique_ptr<Entry[]> OldTable = std::move(Table);
  std::unique_ptr<uint32_t[]> OldUsed = std::move(Used);
  --Shift;
  Most *= 2;
  MostPlain = MostPlain ? Most : 0;
  Table.reset(new Entry[size_t(Most) * 2]());
  Used.reset(new uint32_t[Most]);
  for (uint32_t I = 0; I < Count; ++I) {
    const Entry &Old = OldTable[OldUsed[I]];
    Entry &E = find(Old.Key >> EpochBits);
    E = Old;
    Used[I] = uint32_t(&E - Table.get());
  }
}

template <class Function> void WriteSet::forEntriesIn(uint64_t Begin, uint64_t End, Function F) {
  auto visit = [&](Entry &E, uint64_t Line) {
    if ((E.Key & EpochMask) != Epoch)
      return;
    uint64_t From = std::max(Begin, Line * LineBytes), To = std::min(End, (Line + 1) * LineBytes);
    F(E.Mask, maskOf(From % LineBytes, To - From));
  };
  uint64_t FirstLine = Begin / LineBytes, LastLine = (End - 1) / LineBytes;
  if (LastLine - FirstLine < Count) {
    for (uint64_t Line = FirstLine; Line <= LastLine; ++Line)
      visit(find(Line), Line);
    return;
  }
  for (uint32_t I = 0; I < Count; ++I) {
    Entry &E = Table[Used[I]];
    uint64_t Line = E.Key >> EpochBits;
    if (Line >= FirstLine && Line <= LastLine)
      visit(E, Line);
  }
}

void WriteSet::addLargeRange(uint64_t Begin, uint64_t End) {
  Ranges.add(Begin, End);
  setPlain(false);
  forEntriesIn(Begin, End, [](uint64_t &Mask, uint64_t Bytes) { Mask |= Bytes; });
}

void WriteSet::removeFresh(uint64_t Begin, uint64_t End) {
  if (!Ranges.empty())
    Ranges.remove(Begin, End);
  forEntriesIn(Begin, End, [](uint64_t &Mask, uint64_t Bytes) { Mask &= ~Bytes; });
}

// -- Nesting -------------------------------------------------------------------

void WriteSet::beginNested() {
  ++Epoch;
  Deepest = std::max(Deepest, Epoch - First);
  if (Epoch == EpochMask)
    fatal("transaction blocks are nested too deeply");
  SavedAtBegin.push_back(Saved.size());
  Ranges.beginLevel();
  setPlain(false);
}

void WriteSet::commitNested() {
  --Epoch;
  // Where the parent covered something itself both become its cover. Where only
  // blocks further out did, the parent must give that back when it aborts.
  size_t Kept = SavedAtBegin.back();
  SavedAtBegin.pop_back();
  for (size_t I = Kept; I < Saved.size(); ++I) {
    const SavedCover S = Saved[I];
    Entry &E = find(S.Line);
    E.Key = S.Line << EpochBits | Epoch;
    if (S.Epoch == Epoch)
      E.Mask |= S.Mask;
    else
      Saved[Kept++] = S;
  }
  Saved.resize(Kept);
  Ranges.commitLevel();
  setPlain(Epoch == First && Ranges.empty());
}

void WriteSet::abortNested() {
  --Epoch;
  size_t Kept = SavedAtBegin.back();
  SavedAtBegin.pop_back();
  for (size_t I = Saved.size(); I-- > Kept;) {
    const SavedCover &S = Saved[I];
    find(S.Line) = {S.Line << EpochBits | S.Epoch, S.Mask};
  }
  Saved.resize(Kept);
  Ranges.abortLevel();
  setPlain(Epoch == First && Ranges.empty());
}

void WriteSet::clearRest() noexcept {
  Saved.clear();
  SavedAtBegin.clear();
  Ranges.clear();
  setPlain(true);
  if (First > LastFirst) {
    std::fill_n(Table.get(), size_t(Most) * 2, Entry{});
    First = Epoch = 1;
  }
}

// -- Flushing ------------------------------------------------------------------

size_t WriteSet::bytesToFlush() const {
  // Each run of bytes takes a word that says where it lies, and is padded to words.
  size_t Bytes = 0;
  for (uint32_t I = 0; I < Count; ++I) {
    uint64_t Mask = Table[Used[I]].Mask;
    Bytes += size_t(std::popcount(Mask)) + size_t(std::popcount(Mask & ~(Mask << 1))) * 16;
  }
  for (const CoveredRanges::Range &R : Ranges.all())
    Bytes += R.End - R.Begin + LineBytes;
  return Bytes;
}

void WriteSet::flush(const char *Base, Medium &Storage) const {
  // Neighbouring lines in one go. A working copy copies what it is given, so there
  // only bytes that are this transaction's may be.
  bool Exactly = Storage.isWorkingCopy();
  uint64_t Begin = 0, End = 0;
  for (uint32_t I = 0; I < Count; ++I) {
    const Entry &E = Table[Used[I]];
    uint64_t Line = (E.Key >> EpochBits) * LineBytes;
    if (!Exactly) {
      if (Line != End) {
        if (Begin != End)
          Storage.flush(Base + Begin, End - Begin);
        Begin = Line;
      }
      End = Line + LineBytes;
      continue;
    }
    for (uint64_t Mask = E.Mask, At = 0; Mask;) {
      unsigned Gap = unsigned(std::countr_zero(Mask));
      Mask >>= Gap;
      At += Gap;
      unsigned Bytes = unsigned(std::countr_one(Mask));
      Storage.flush(Base + Line + At, Bytes);
      Mask = Bytes < 64 ? Mask >> Bytes : 0;
      At += Bytes;
    }
  }
  if (Begin != End)
    Storage.flush(Base + Begin, End - Begin);
  for (const CoveredRanges::Range &R : Ranges.all())
    Storage.flush(Base + R.Begin, R.End - R.Begin);
}
