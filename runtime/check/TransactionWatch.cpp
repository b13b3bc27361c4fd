//===-- runtime/check/TransactionWatch.cpp - What one transaction may change ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TransactionWatch.h"

#include "../pool/Pool.h"
#include "Pointers.h"
#include "WatchLock.h"
#include "WatchedPool.h"

#include <algorithm>
#include <mutex>

namespace stet::check {

TransactionWatch::TransactionWatch(WatchedPool &P) : Watched(P) { P.noteThread(); }

using Guard = std::lock_guard<WatchLock>;

// -- Marks ---------------------------------------------------------------------

static size_t hashOf(uint64_t Page) { return Page * 0x9e3779b97f4a7c15 >> 20; }

Mark *TransactionWatch::find(uint64_t Page) const {
  if (Table.empty())
    return nullptr;
  size_t Mask = Table.size() - 1;
  for (size_t At = hashOf(Page) & Mask; Table[At]; At = (At + 1) & Mask)
    if (Table[At]->Page->Number == Page)
      return Table[At];
  return nullptr;
}

void TransactionWatch::insert(Mark *M) {
  size_t Mask = Table.size() - 1, At = hashOf(M->Page->Number) & Mask;
  while (Table[At])
    At = (At + 1) & Mask;
  Table[At] = M;
}

Mark *TransactionWatch::findOrAttach(uint64_t Page) {
  if (Mark *Known = find(Page))
    return Known;
  Mark *New = Watched.attach(Page);
  Marks.push_back(New);
  if (Marks.size() * 2 > Table.size()) {
    Table.assign(std::max<size_t>(16, Table.size() * 2), nullptr);
    for (Mark *M : Marks)
      insert(M);
  } else {
    insert(New);
  }
  return New;
}

/// Calls F(page, line in it, mask of its bytes) for the lines of a range.
template <class Function> static void forEachLine(uint64_t Begin, uint64_t End, Function F) {
  for (uint64_t At = Begin; At < End;) {
    uint64_t Next = std::min(End, (At | (LineBytes - 1)) + 1);
    F(At / PageBytes, unsigned(At % PageBytes / LineBytes),
      (~uint64_t(0) >> (LineBytes - (Next - At))) << At % LineBytes);
    At = Next;
  }
}

void TransactionWatch::mark(uint64_t Begin, uint64_t End, bool MustBeUnchanged) {
  bool IsNew = false;
  forEachLine(Begin, End, [&](uint64_t Page, unsigned Line, uint64_t Mask) {
    const Mark *M = find(Page);
    IsNew |= !M || (Mask & ~M->line(Line));
  });
  if (!IsNew)
    return;
  bool Found = false;
  {
    Guard G(TheWatchLock);
    Watched.pages().open(Begin / PageBytes, (End - 1) / PageBytes);
    if (MustBeUnchanged)
      Found = reportLogAfterFree(Begin, End);
    forEachLine(Begin, End, [&](uint64_t Page, unsigned Line, uint64_t Mask) {
      Mark *M = findOrAttach(Page);
      uint64_t New = Mask & ~M->line(Line);
      if (!New)
        return;
      if (MustBeUnchanged && memcmp(M->Page->Image + Line * LineBytes,
                                    Watched.pages().address(Page) + Line * LineBytes, LineBytes))
        Found |= Watched.compare(*M->Page, Change::BeforeLogged);
      M->setLine(Line, M->line(Line) | New);
      if (!Levels.empty())
        Lines.push_back({M, Line, New});
    });
  }
  if (Found)
    endIfToStop();
}

void TransactionWatch::unmark(uint64_t Begin, uint64_t End) {
  forEachLine(Begin, End, [&](uint64_t Page, unsigned Line, uint64_t Mask) {
    if (Mark *M = find(Page))
      M->setLine(Line, M->line(Line) & ~Mask);
  });
}

bool TransactionWatch::reportLogAfterFree(uint64_t Begin, uint64_t End) {
  ObjectMap::Entry *E = Watched.objects().firstEndingBehind(Begin);
  if (!E || E->first >= End || !E->second.isGone())
    return false;
  report(Watched, {Change::LogAfterFree, std::max(Begin, E->first), std::min(End, E->second.End)});
  return true;
}

void TransactionWatch::logged(uint64_t Begin, uint64_t End) { mark(Begin, End, true); }

// -- Objects -------------------------------------------------------------------

void TransactionWatch::allocated(uint64_t At, uint64_t Room, uint64_t End) {
  {
    Guard G(TheWatchLock);
    Object New;
    New.End = At + Room;
    New.State = Object::Fresh;
    New.Owner = this;
    Watched.objects().add(At, New);
    // Nobody has cared for its bytes so far.
    Watched.accept(At, At + Room);
  }
  Steps.push_back({Step::Allocated, At});
  mark(At, End, false);
}

void TransactionWatch::freed(uint64_t At, bool Gone) {
  Guard G(TheWatchLock);
  Object *O = Watched.objects().at(At);
  if (!O)
    return;
  if (Gone) {
    O->State = Object::Freed;
    O->Owner = nullptr;
    O->Stamp = Watched.pool().HeapUses.load(std::memory_order_relaxed);
    unmark(At, O->End);
    Watched.accept(At, O->End);
    return;
  }
  Steps.push_back({O->State == Object::Fresh ? Step::FreedOwn : Step::Freed, At});
  O->State = Object::Freeing;
  O->Owner = this;
  O->Stamp = Watched.pool().HeapUses.load(std::memory_order_relaxed);
}

/// Takes steps back, the last first.
void TransactionWatch::undoStepsTo(size_t Count) {
  for (; Steps.size() > Count; Steps.pop_back()) {
    const Step &S = Steps.back();
    Object *O = Watched.objects().at(S.Object);
    if (!O || O->Owner != this)
      continue;
    if (S.What == Step::Allocated) {
      Watched.objects().remove(S.Object);
      continue;
    }
    O->State = S.What == Step::FreedOwn ? Object::Fresh : Object::Live;
    O->Owner = S.What == Step::FreedOwn ? this : nullptr;
  }
}

// -- Nesting -------------------------------------------------------------------

void TransactionWatch::beginNested() { Levels.push_back({Steps.size(), Lines.size()}); }

void TransactionWatch::commitNested() {
  Levels.pop_back();
  if (Levels.empty())
    Lines.clear();
}

void TransactionWatch::abortNested() {
  bool Found = false;
  {
    Guard G(TheWatchLock);
    Level L = Levels.back();
    Levels.pop_back();
    undoStepsTo(L.Steps);
    for (size_t I = L.Lines; I < Lines.size(); ++I)
      Lines[I].On->setLine(Lines[I].Line, Lines[I].On->line(Lines[I].Line) & ~Lines[I].Mask);
    for (size_t I = L.Lines; I < Lines.size(); ++I)
      if (I == L.Lines || Lines[I].On != Lines[I - 1].On)
        Found |= Watched.compare(*Lines[I].On->Page, Change::AfterAbort);
    Lines.resize(L.Lines);
  }
  if (Found)
    endIfToStop();
}

// -- The end -------------------------------------------------------------------

/// Calls F(offset) for the words that the transaction has logged and changed.
template <class Function> void TransactionWatch::forEachStoredWord(Function F) const {
  constexpr unsigned WordBytes = sizeof(void *);
  for (const Mark *M : Marks) {
    const char *Memory = Watched.pages().address(M->Page->Number);
    for (unsigned Line = 0; Line < LinesInPage; ++Line) {
      uint64_t Mask = M->line(Line);
      if (!Mask)
        continue;
      for (unsigned At = Line * LineBytes; Mask; At += WordBytes, Mask >>= WordBytes)
        if ((Mask & 0xff) && memcmp(Memory + At, M->Page->Image + At, WordBytes) != 0)
          F(M->Page->Number * PageBytes + At);
    }
  }
}

bool TransactionWatch::reportVolatilePointers() {
  if (!Watched.hasPointers())
    return false;
  Pointers P(Watched);
  forEachStoredWord([&](uint64_t Place) { P.learn(Place); });
  bool Found = false;
  forEachStoredWord([&](uint64_t Place) { Found |= P.reportVolatile(Place); });
  return Found;
}

void TransactionWatch::beforeCommit() {
  bool Found = false;
  {
    Guard G(TheWatchLock);
    if (!Watched.comparesAllAtOnce())
      for (Mark *M : Marks)
        Found |= Watched.compare(*M->Page, Change::Unknown);
    Found |= Watched.compareOthers(Change::Unknown);
    Found |= reportVolatilePointers();
  }
  if (Found)
    endIfToStop();
}

/// What this transaction has logged is, from now on, what it is.
void TransactionWatch::refresh() {
  for (Mark *M : Marks) {
    const char *Memory = Watched.pages().address(M->Page->Number);
    for (unsigned Line = 0; Line < LinesInPage; ++Line) {
      uint64_t Mask = M->line(Line);
      if (!Mask)
        continue;
      // Not what another transaction is changing.
      for (const Mark *Other = M->Page->Marks; Other; Other = Other->Next)
        if (Other != M)
          Mask &= ~Other->line(Line);
      char *Image = M->Page->Image + Line * LineBytes;
      const char *Now = Memory + Line * LineBytes;
      if (Mask == ~uint64_t(0)) {
        memcpy(Image, Now, LineBytes);
        continue;
      }
      for (; Mask; Mask &= Mask - 1)
        Image[__builtin_ctzll(Mask)] = Now[__builtin_ctzll(Mask)];
    }
  }
}

void TransactionWatch::forget() {
  constexpr size_t UsualTable = 256;
  for (Mark *M : Marks)
    Watched.detach(M);
  Marks.clear();
  if (Table.size() > UsualTable)
    Table.clear();
  else
    std::fill(Table.begin(), Table.end(), nullptr);
  Steps.clear();
  Lines.clear();
  Levels.clear();
  Watched.closeSome();
}

void TransactionWatch::committed() {
  Guard G(TheWatchLock);
  refresh();
  for (const Step &S : Steps) {
    // The heap may have given it to another transaction in the meantime.
    Object *O = Watched.objects().at(S.Object);
    if (!O || O->Owner != this)
      continue;
    O->Owner = nullptr;
    if (O->State == Object::Fresh) {
      O->State = Object::Live;
      continue;
    }
    O->State = Object::Freed;
    // The heap has had the memory for a while.
    Watched.accept(S.Object, O->End);
  }
  forget();
}

void TransactionWatch::rolledBack() {
  bool Found = false;
  {
    Guard G(TheWatchLock);
    undoStepsTo(0);
    // All that was logged is what it was.
    for (Mark *M : Marks)
      for (std::atomic<uint64_t> &Line : M->Lines)
        Line.store(0, std::memory_order_relaxed);
    for (Mark *M : Marks)
      Found |= Watched.compare(*M->Page, Change::AfterAbort);
    Found |= Watched.compareOthers(Change::Unknown);
    forget();
  }
  if (Found)
    endIfToStop();
}

} // namespace stet::check
