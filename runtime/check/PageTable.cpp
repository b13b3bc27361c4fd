//===-- runtime/check/PageTable.cpp - The pages of a pool that may have changed ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PageTable.h"

#include <algorithm>
#include <unistd.h>

namespace stet::check {

template <class T> static T *takeTable(uint64_t Count) {
  return static_cast<T *>(takePages(Count * sizeof(T)));
}

PageTable::PageTable(char *Base, uint64_t Size)
    : Base(Base), Pages(Size / PageBytes), Table(takeTable<OpenPage *>(Pages)),
      Open(takeTable<OpenPage *>(Pages)), Closing(takeTable<uint64_t>(Pages)),
      Flags(takeTable<uint8_t>(Pages)) {}

PageTable::~PageTable() {
  munmap(Table, Pages * sizeof(*Table));
  munmap(Open, Pages * sizeof(*Open));
  munmap(Closing, Pages * sizeof(*Closing));
  munmap(Flags, Pages * sizeof(*Flags));
}

bool PageTable::change(uint64_t First, uint64_t Last, int Protection) {
  return mprotect(address(First), (Last - First + 1) * PageBytes, Protection) == 0;
}

void PageTable::protect(uint64_t First, uint64_t Last) {
  for (uint64_t I = First; I <= Last && !IsDegraded;) {
    uint64_t End = I;
    for (; End <= Last && !Table[End] && !isProtected(End); ++End)
      ;
    if (End == I) {
      ++I;
      continue;
    }
    if (!change(I, End - 1, PROT_READ))
      return degrade();
    for (; I < End; ++I)
      Flags[I] |= Protected;
  }
}

void PageTable::open(uint64_t First, uint64_t Last) {
  for (uint64_t I = First; I <= Last; ++I) {
    if (Table[I])
      continue;
    OpenPage *P = Records.take();
    P->Number = I;
    P->Position = OpenCount;
    P->IsHot = Flags[I] & WasClosed;
    HotCount += P->IsHot;
    // While it is protected nobody changes it.
    memcpy(P->Image, address(I), PageBytes);
    Open[OpenCount++] = Table[I] = P;
  }
  for (uint64_t I = First; I <= Last;) {
    uint64_t End = I;
    for (; End <= Last && isProtected(End); ++End)
      Flags[End] &= ~Protected;
    if (End != I && !change(I, End - 1, PROT_READ | PROT_WRITE))
      degrade();
    I = std::max(End, I + 1);
  }
}

bool PageTable::hasTooMany() const {
  return OpenCount - HotCount > MostCold || OpenCount > MostHot + MostCold;
}

void PageTable::forget(OpenPage *P) {
  HotCount -= P->IsHot;
  OpenPage *Last = Open[--OpenCount];
  Open[P->Position] = Last;
  Last->Position = P->Position;
  Table[P->Number] = nullptr;
  Records.give(P);
}

/// In few calls: each costs some microseconds.
void PageTable::protectChosen(size_t Count) {
  std::sort(Closing, Closing + Count);
  for (size_t I = 0; I < Count && !IsDegraded;) {
    size_t End = I + 1;
    while (End < Count && Closing[End] == Closing[End - 1] + 1)
      ++End;
    if (!change(Closing[I], Closing[End - 1], PROT_READ))
      return degrade();
    for (; I < End; ++I)
      Flags[Closing[I]] |= Protected | WasClosed;
  }
}

void PageTable::closeIfIdle(uint64_t Number) {
  OpenPage *P = Table[Number];
  if (!P || P->Marks)
    return;
  forget(P);
  Closing[0] = Number;
  protectChosen(1);
}

/// A system allows only so many mappings, and each run of protected pages is one.
void PageTable::degrade() {
  IsDegraded = true;
  if (!change(0, Pages - 1, PROT_READ | PROT_WRITE))
    fatalUserError("checked mode can't make persistent memory writable again: %s", strerror(errno));
  for (uint64_t I = 0; I < Pages; ++I)
    Flags[I] &= ~Protected;
}

void PageTable::releaseAll() {
  bool Any = !IsDegraded;
  while (OpenCount)
    forget(Open[OpenCount - 1]);
  if (Any)
    degrade();
}

} // namespace stet::check
