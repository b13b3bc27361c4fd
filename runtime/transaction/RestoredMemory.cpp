//===-- runtime/transaction/RestoredMemory.cpp - Volatile memory that an abort restores ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Copies of objects run the program's own constructors and destructors, which may save
// memory in turn: no reference into the lists is held while they run.
//
//===----------------------------------------------------------------------===//
#include "RestoredMemory.h"

#include <cstring>
#include <utility>

using namespace stet;

void DeadMemory::add(uintptr_t Begin, uintptr_t End) {
  auto Next = Stretches.upper_bound(Begin);
  if (Next != Stretches.begin() && std::prev(Next)->second >= Begin)
    --Next;
  while (Next != Stretches.end() && Next->first <= End) {
    Begin = std::min(Begin, Next->first);
    End = std::max(End, Next->second);
    Next = Stretches.erase(Next);
  }
  Stretches[Begin] = End;
}

bool DeadMemory::overlaps(uintptr_t Begin, size_t Size) const {
  auto Next = Stretches.lower_bound(Begin + Size);
  return Next != Stretches.begin() && std::prev(Next)->second > Begin;
}

// -- Saving --------------------------------------------------------------------

void RestoredMemory::enterLevel(unsigned InLevel) {
  while (Level < InLevel) {
    LevelStart.push_back(Records.size());
    Covered.beginNested();
    ++Level;
  }
}

static uintptr_t addressOf(const RestoredMemory::Target &T) {
  return reinterpret_cast<uintptr_t>(T.Address);
}

void RestoredMemory::append(const Target &T, size_t BytesAt) {
  Records.push_back({Record::Bytes, T, BytesAt, nullptr});
  Lowest = std::min({Lowest, T.Place, addressOf(T)});
  Highest = std::max({Highest, T.Place + T.Size, addressOf(T) + T.Size});
}

void RestoredMemory::saveBytes(const Target &T, unsigned InLevel) {
  if (Undoing)
    return;
  enterLevel(InLevel);
  // Room first: what is covered must have its record.
  size_t Pieces = T.Size / WriteSet::LineBytes + 2;
  if (Records.capacity() - Records.size() < Pieces)
    Records.reserve(std::max(Records.size() + Pieces, Records.size() * 2));
  if (Old.capacity() - Old.size() < T.Size)
    Old.reserve(std::max(Old.size() + T.Size, Old.size() * 2));
  uintptr_t Begin = addressOf(T);
  Covered.coverRange(Begin, Begin + T.Size, [&](uintptr_t From, uintptr_t To) {
    auto *Bytes = reinterpret_cast<const char *>(From);
    size_t At = Old.size();
    Old.insert(Old.end(), Bytes, Bytes + (To - From));
    append({T.Address + (From - Begin), To - From, nullptr, T.Place + (From - Begin), T.Oldest},
           At);
  });
}

bool RestoredMemory::appendCopy(const Target &T) {
  void *Copy = T.How(STET_RESTORATION_COPY, nullptr, T.Address, T.Size);
  if (!Copy)
    return false;
  append(T, 0);
  Records.back().Kind = Record::Object;
  Records.back().Copy = Copy;
  return true;
}

bool RestoredMemory::saveObject(const Target &T, unsigned InLevel, bool Escapes) {
  if (Undoing)
    return true;
  enterLevel(InLevel);
  if (Escapes) {
    bool IsKnown = false;
    for (const Target &Known : Escaped)
      IsKnown |= Known.Address == T.Address && Known.Size == T.Size;
    if (!IsKnown)
      Escaped.push_back(T);
  }
  if (!T.How) {
    saveBytes(T, InLevel);
    return true;
  }
  bool IsNew = false;
  Covered.coverRange(addressOf(T), addressOf(T) + T.Size,
                     [&](uintptr_t, uintptr_t) { IsNew = true; });
  return !IsNew || appendCopy(T);
}

// -- What dies early -----------------------------------------------------------

void RestoredMemory::forget(uintptr_t Begin, uintptr_t End) noexcept {
  if (Begin >= Highest || End <= Lowest)
    return;
  if (Undoing)
    return Undoing->add(Begin, End);
  std::erase_if(Escaped,
                [&](const Target &T) { return T.Place < End && T.Place + T.Size > Begin; });
  Target Gone{reinterpret_cast<char *>(Begin), End - Begin, nullptr, Begin, 1};
  Records.push_back({Record::Death, Gone, 0, nullptr});
}

void RestoredMemory::dropEscaped(unsigned DeepestLevel) {
  std::erase_if(Escaped, [&](const Target &T) { return T.Oldest > DeepestLevel; });
}

void RestoredMemory::destroy(std::vector<Record> &Copies) {
  for (Record &R : Copies)
    if (R.Kind == Record::Object)
      R.What.How(STET_RESTORATION_DESTROY, R.Copy, nullptr, R.What.Size);
}

// -- Levels --------------------------------------------------------------------

bool RestoredMemory::beginNested(unsigned InLevel) {
  enterLevel(InLevel);
  bool AreSaved = true;
  for (size_t I = 0; I < Escaped.size(); ++I) {
    Target T = Escaped[I];
    AreSaved &= saveObject(T, InLevel, /*Escapes=*/false);
  }
  return AreSaved;
}

void RestoredMemory::commitNested() {
  size_t From = LevelStart.back();
  LevelStart.pop_back();
  Covered.commitNested();
  --Level;
  dropEscaped(Level);
  std::vector<Record> Dropped;
  auto Kept = Records.begin() + ptrdiff_t(From);
  for (auto R = Kept; R != Records.end(); ++R)
    if (R->What.Oldest > Level) {
      if (R->Kind == Record::Object)
        Dropped.push_back(*R);
    } else
      *Kept++ = *R;
  Records.erase(Kept, Records.end());
  destroy(Dropped);
}

void RestoredMemory::abortNested() {
  undo(LevelStart.back(), /*AtThreadEnd=*/false);
  LevelStart.pop_back();
  Covered.abortNested();
  --Level;
  dropEscaped(Level);
}

void RestoredMemory::undo(size_t From, bool AtThreadEnd) {
  DeadMemory Dead;
  Undoing = &Dead;
  while (Records.size() > From) {
    Record R = Records.back();
    Records.pop_back();
    const Target &T = R.What;
    if (R.Kind == Record::Death) {
      Dead.add(T.Place, T.Place + T.Size);
      continue;
    }
    if (R.Kind == Record::Bytes) {
      if (T.Place == addressOf(T) || !Dead.overlaps(T.Place, T.Size))
        Dead.forEachOther(addressOf(T), addressOf(T) + T.Size, [&](uintptr_t From, uintptr_t To) {
          size_t At = From - addressOf(T);
          memcpy(T.Address + At, Old.data() + R.BytesAt + At, To - From);
        });
      continue;
    }
    bool IsAlive = !Dead.overlaps(T.Place, T.Size) && !Dead.overlaps(addressOf(T), T.Size);
    if (IsAlive && !AtThreadEnd)
      T.How(STET_RESTORATION_RESTORE, R.Copy, T.Address, T.Size);
    T.How(STET_RESTORATION_DESTROY, R.Copy, nullptr, T.Size);
  }
  Undoing = nullptr;
  // They stay dead for the blocks around.
  if (From)
    for (auto [Begin, End] : Dead.stretches())
      forget(Begin, End);
}

void RestoredMemory::rollBack(bool AtThreadEnd) {
  undo(0, AtThreadEnd);
  clear();
}

void RestoredMemory::clear() {
  std::vector<Record> Copies;
  Copies.swap(Records);
  Old.clear();
  LevelStart.clear();
  Escaped.clear();
  Covered.clear();
  Level = 1;
  Lowest = UINTPTR_MAX;
  Highest = 0;
  destroy(Copies);
  if (Records.empty()) { // Keeps its memory, unless a destructor has begun the next list.
    Copies.clear();
    Records.swap(Copies);
  }
}
