//===-- runtime/check/WatchedPool.cpp - A pool whose changes are checked ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "WatchedPool.h"

#include "../heap/ObjectType.h"
#include "../pool/LibPmemobjFormat.h"
#include "../pool/Pool.h"
#include "../variables/VariableEntry.h"
#include "Pointers.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace stet::check {

WatchedPool::WatchedPool(Pool &P) : Owner(P), Pages(P.base(), P.size()) {
  findObjects();
  protectObjects();
}

WatchedPool::~WatchedPool() { Pages.releaseAll(); }

// -- Objects -------------------------------------------------------------------

WatchedPool::Range WatchedPool::noteVariable(const VariableEntry &Entry) {
  Range R{Entry.Offset, Entry.Offset + Entry.Size};
  const Object *Known = Objects.at(R.first);
  if (Entry.Size == 0 || (Known && Known->Variable == &Entry))
    return {};
  Object New;
  New.End = R.second;
  New.Variable = &Entry;
  const Type &Of = Types.try_emplace(&Entry, Entry.layout(), Entry.Size).first->second.ofVariable();
  if (Of.Size) {
    New.ElementType = &Of;
    New.ElementCount = 1;
    HasPointers |= Of.HasPointers;
  }
  Objects.add(R.first, New);
  return R;
}

void WatchedPool::addVariable(const VariableEntry &Entry) {
  Range R = noteVariable(Entry);
  beginWatching(R);
  if (R.second)
    Pointers(*this).learnFromAll(*Objects.around(R.first));
}

WatchedPool::Range WatchedPool::noteRoot() {
  const PoolHeader &H = Owner.header();
  if (!H.UserRoot.off || Objects.at(H.UserRoot.off))
    return {};
  Object Root;
  Root.End = H.UserRoot.off + H.UserRootSize;
  Root.IsRoot = true;
  Objects.add(H.UserRoot.off, Root);
  return {H.UserRoot.off, Root.End};
}

void WatchedPool::beginWatching(Range R) {
  if (!R.second)
    return;
  accept(R.first, R.second);
  Pages.protect(R.first / PageBytes, (R.second - 1) / PageBytes);
}

void WatchedPool::findObjects() {
  for (PMEMoid O = pmemobj_first(Owner.handle()); !OID_IS_NULL(O); O = pmemobj_next(O)) {
    if (pmemobj_type_num(O) != UserObject)
      continue;
    Object Found;
    Found.End = O.off + pmemobj_alloc_usable_size(O);
    Objects.add(O.off, Found);
  }
  for (PMEMoid O = Owner.header().FirstVariable; !OID_IS_NULL(O);) {
    auto &Entry = *static_cast<const VariableEntry *>(Owner.at(O.off));
    noteVariable(Entry);
    O = Entry.Next;
  }
  noteRoot();
  for (ObjectMap::Entry &Each : Objects)
    if (Each.second.Variable)
      Pointers(*this).learnFromAll(Each);
}

void WatchedPool::protectObjects() {
  // A page without objects between two with some is protected for the sake of fewer calls.
  constexpr uint64_t SmallGap = 16;
  uint64_t First = 0, Last = 0;
  bool Any = false;
  for (auto &[Begin, O] : Objects) {
    uint64_t From = Begin / PageBytes, To = (O.End - 1) / PageBytes;
    if (Any && From <= Last + SmallGap) {
      Last = std::max(Last, To);
      continue;
    }
    if (Any)
      Pages.protect(First, Last);
    First = From;
    Last = To;
    Any = true;
  }
  if (Any)
    Pages.protect(First, Last);
}

void WatchedPool::exempt(uint64_t Begin, uint64_t End) {
  uint64_t &To = Exempt[Begin];
  To = std::max(To, End);
}

bool WatchedPool::isExempt(uint64_t Offset) const {
  const TransientFields *Fields = Owner.transientFields();
  if (Fields && Fields->isInUse(Offset))
    return true;
  auto After = Exempt.upper_bound(Offset);
  return After != Exempt.begin() && std::prev(After)->second > Offset;
}

// -- Marks ---------------------------------------------------------------------

Mark *WatchedPool::attach(uint64_t Page) {
  OpenPage *P = Pages.open(Page);
  Mark *M = Marks.take();
  M->Page = P;
  M->Next = P->Marks;
  P->Marks = M;
  return M;
}

void WatchedPool::detach(Mark *M) {
  Mark **Link = &M->Page->Marks;
  while (*Link != M)
    Link = &(*Link)->Next;
  *Link = M->Next;
  Marks.give(M);
}

// -- Comparing -----------------------------------------------------------------

/// A call of memcmp takes longer than this.
static bool differ(const char *One, const char *Other) {
  uint64_t Words[2][LineBytes / sizeof(uint64_t)], Difference = 0;
  memcpy(Words[0], One, LineBytes);
  memcpy(Words[1], Other, LineBytes);
  for (size_t I = 0; I < std::size(Words[0]); ++I)
    Difference |= Words[0][I] ^ Words[1][I];
  return Difference != 0;
}

/// A bit for each byte in which the lines differ.
static uint64_t differingBytes(const char *One, const char *Other) {
  uint64_t Mask = 0;
  for (size_t I = 0; I < LineBytes; ++I)
    Mask |= uint64_t(One[I] != Other[I]) << I;
  return Mask;
}

void WatchedPool::accept(uint64_t Begin, uint64_t End) {
  for (uint64_t At = Begin; At < End;) {
    uint64_t Next = std::min(End, (At | (PageBytes - 1)) + 1);
    if (OpenPage *P = Pages.find(At / PageBytes))
      memcpy(P->Image + At % PageBytes, Owner.base() + At, Next - At);
    At = Next;
  }
}

/// Whether the heap may have stored to this freed memory, to hand it out or for lists of its
/// own. Another thread may be about to say so.
bool WatchedPool::isReused(const Object &O) const {
  return O.State == Object::Freed &&
         (Threads > 1 || Owner.HeapUses.load(std::memory_order_seq_cst) != O.Stamp);
}

/// Reports the parts of a changed range that lie in objects; an instruction of the program
/// has no business anywhere else either.
bool WatchedPool::judge(OpenPage &P, uint64_t Begin, uint64_t End, Change What, const Writer *By) {
  bool Any = false;
  for (uint64_t At = Begin; At < End;) {
    ObjectMap::Entry *E = Objects.firstEndingBehind(At);
    bool Inside = E && E->first <= At;
    uint64_t To = std::min(End, Inside ? E->second.End : E ? E->first : End);
    // Bytes that are exempt end the stretch.
    bool Excused = isExempt(At);
    for (uint64_t I = At + 1; I < To; ++I)
      if (isExempt(I) != Excused)
        To = I;
    if (((Inside && !isReused(E->second)) || By) && !Excused) {
      report(*this, {What, At, To, P.Image + At % PageBytes, By});
      Any = true;
    }
    At = To;
  }
  accept(Begin, End);
  return Any;
}

bool WatchedPool::compare(OpenPage &P, Change What, const Writer *By) {
  char *Memory = Pages.address(P.Number);
  // A page that a transaction has logged bytes of is likely to differ.
  if (!P.Marks && memcmp(Memory, P.Image, PageBytes) == 0)
    return false;
  bool Any = false;
  uint64_t Begin = 0, End = 0; // of the changed range so far, in the page
  auto Finish = [&] {
    if (Begin == End)
      return;
    uint64_t Offset = P.Number * PageBytes;
    Any |= judge(P, Offset + Begin, Offset + End, What, By);
  };
  auto marked = [&](size_t Line) {
    uint64_t Mask = 0;
    for (const Mark *M = P.Marks; M; M = M->Next)
      Mask |= M->line(Line);
    return Mask;
  };
  for (size_t Line = 0; Line < LinesInPage; ++Line) {
    const char *Now = Memory + Line * LineBytes, *Image = P.Image + Line * LineBytes;
    if (!differ(Now, Image) || marked(Line) == ~uint64_t(0))
      continue;
    uint64_t Changed = differingBytes(Now, Image);
    // Who stores has marked before: marks are read after the bytes.
    std::atomic_thread_fence(std::memory_order_acquire);
    Changed &= ~marked(Line);
    for (; Changed; Changed &= Changed - 1) {
      uint64_t At = Line * LineBytes + __builtin_ctzll(Changed);
      if (At != End) {
        Finish();
        Begin = At;
      }
      End = At + 1;
    }
  }
  Finish();
  return Any;
}

/// In units that only compare with each other.
static uint64_t now() {
#ifdef __x86_64__
  return __builtin_ia32_rdtsc();
#else
  return std::chrono::steady_clock::now().time_since_epoch().count();
#endif
}

bool WatchedPool::compareOthers(Change What) {
  if (comparesAllAtOnce())
    return compareAll(What);
  // About 0.1 s: a program that has slept must not be slow for long because of it.
  constexpr uint64_t MostSaved = uint64_t(1) << 28;
  // Short transactions that store to many pages would take a hundred times as long as
  // without checked mode. So comparing may take an eighth of the time.
  uint64_t Begin = now();
  ComparingTime = std::min(ComparingTime + (Begin - LastCompared) / 8, MostSaved);
  size_t Count = Pages.openCount();
  bool Any = false;
  for (size_t Done = 0; Done < Count; ++Done) {
    if (Done && now() - Begin > ComparingTime)
      break;
    if (NextOther >= Pages.openCount())
      NextOther = 0;
    Any |= compare(*Pages.openAt(NextOther++), What);
  }
  LastCompared = now();
  ComparingTime -= std::min(ComparingTime, LastCompared - Begin);
  return Any;
}

bool WatchedPool::compareAll(Change What) {
  bool Any = false;
  for (size_t I = 0; I < Pages.openCount(); ++I)
    Any |= compare(*Pages.openAt(I), What);
  return Any;
}

void WatchedPool::closeSome() {
  if (!Pages.hasTooMany())
    return;
  compareAll(Change::Unknown);
  Pages.closeSome(
      [this](uint64_t Page) { return Objects.overlaps(Page * PageBytes, (Page + 1) * PageBytes); });
  if (Pages.isDegraded() && !SaidDegraded) {
    SaidDegraded = true;
    report("this system allows too few mappings (vm.max_map_count) to protect the pages of pool "
           "'" +
           Owner.path() +
           "': only changes of pages that a transaction has written to are "
           "noticed from here on");
  }
}

} // namespace stet::check
