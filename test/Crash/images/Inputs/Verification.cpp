//===-- Verification.cpp - Is a pool whole, and does it work? ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Verification.h"
#include "heap/ObjectType.h"
#include "pool/HeapWalk.h"
#include "pool/PoolHeader.h"

#include <algorithm>
#include <cinttypes>
#include <cstdarg>
#include <cstdio>
#include <cstring>

using namespace stet::libpmemobj;

[[gnu::format(printf, 1, 2)]] static std::string text(const char *Format, ...) {
  char Buffer[256];
  va_list Arguments;
  va_start(Arguments, Format);
  vsnprintf(Buffer, sizeof(Buffer), Format, Arguments);
  va_end(Arguments);
  return Buffer;
}

Verification::Verification(PMEMobjpool *Pool, size_t Size)
    : Pool(Pool), Base(reinterpret_cast<char *>(Pool)), Size(Size) {}

std::string Verification::heap() {
  bool Sound = stet::forEachBlock(Base, Size, [](const ChunkHeader &First, ChunkHeader &Last) {
    if (First.Type == Free && First.Chunks > 1)
      Last = {Footer, 0, First.Chunks};
  });
  return Sound ? allObjects(false) : "a block of the heap has an impossible header";
}

/// Walks the objects as libpmemobj finds them. CountUsers: those of the user must be
/// the ones that were reached.
std::string Verification::allObjects(bool CountUsers) {
  size_t Users = 0;
  for (PMEMoid O = pmemobj_first(Pool); !OID_IS_NULL(O); O = pmemobj_next(O)) {
    size_t Bytes = pmemobj_alloc_usable_size(O);
    if (Bytes == 0 || O.off > Size || Bytes > Size - O.off)
      return text("the object at 0x%" PRIx64 " has an impossible size: %zu", O.off, Bytes);
    if (!CountUsers || pmemobj_type_num(O) != stet::UserObject)
      continue;
    if (!std::binary_search(Reached.begin(), Reached.end(), O.off))
      return text("the object at 0x%" PRIx64 " is lost: allocated, and reached by nothing", O.off);
    ++Users;
  }
  if (CountUsers && Users != Reached.size())
    return text("%zu objects are reached, but only %zu of them are allocated", Reached.size(),
                Users);
  return "";
}

template <class T> const T *Verification::at(const T *Address) const {
  return reinterpret_cast<const T *>(Base + (reinterpret_cast<uint64_t>(Address) - PoolAddress));
}

/// What is wrong with that many bytes for an object, "" when nothing is.
std::string Verification::usable(const void *Object, size_t Bytes) {
  uint64_t Offset = uint64_t(static_cast<const char *>(Object) - Base);
  if (Offset >= Size || Bytes > Size - Offset || Offset % 16)
    return text("a pointer leads out of the pool, to 0x%" PRIx64, Offset + PoolAddress);
  Reached.push_back(Offset);
  return "";
}

std::string Verification::part(unsigned Number, const Promise &Promised) {
  const struct part &P = State->Parts[Number];
  if (P.Version != Promised.Version)
    return text("part %u has version %" PRIu64 " where %" PRIu64 " was committed", Number,
                P.Version, Promised.Version);
  if (P.Hash != Promised.Hash)
    return text("part %u of version %" PRIu64 " has another hash than was committed", Number,
                P.Version);
  uint64_t Hash = 0;
  for (unsigned Slot = 0; Slot < SlotCount; ++Slot) {
    if (!P.Slots[Slot])
      continue;
    const object &O = *at(P.Slots[Slot]);
    std::string Wrong = usable(&O, sizeof(O));
    if (Wrong.empty() && O.Size < Size / sizeof(uint64_t))
      Wrong = usable(&O, sizeof(O) + O.Size * sizeof(uint64_t));
    if (!Wrong.empty())
      return Wrong;
    Reached.pop_back(); // it was noted twice
    const label &L = *at(O.Label);
    Wrong = usable(&L, sizeof(L));
    if (!Wrong.empty())
      return Wrong;
    if (O.Sum != sumOf(O) || L.Check != mix(L.Value))
      return text("slot %u of part %u is torn", Slot, Number);
    Hash += slotHash(Slot, O, L);
    Objects.push_back(&O);
  }
  return Hash == P.Hash ? "" : text("part %u is a mixture of versions", Number);
}

bool Verification::findState() {
  auto &D = *reinterpret_cast<const Descriptor *>(Base + HeaderSize);
  auto &Header = *reinterpret_cast<const stet::PoolHeader *>(Base + D.RootOffset);
  if (Header.Magic != stet::PoolHeader::MagicNumber || Header.UserRootSize != sizeof(state))
    return false;
  State = reinterpret_cast<const state *>(Base + Header.UserRoot.off);
  PoolAddress = Header.BaseAddress;
  return true;
}

void Verification::readPromises(Promise (&Parts)[ThreadLimit + 1]) {
  if (findState())
    for (unsigned Number = 0; Number <= ThreadLimit; ++Number)
      Parts[Number] = {State->Parts[Number].Version, State->Parts[Number].Hash};
}

std::string Verification::data(const Promise (&Promised)[ThreadLimit + 1]) {
  if (!findState())
    return "the pool's header is damaged";
  for (unsigned Number = 0; Number <= ThreadLimit; ++Number) {
    std::string Wrong = part(Number, Promised[Number]);
    if (!Wrong.empty())
      return Wrong;
  }
  std::sort(Reached.begin(), Reached.end());
  if (std::adjacent_find(Reached.begin(), Reached.end()) != Reached.end())
    return "an object is reached twice";
  return allObjects(true);
}

std::string Verification::use(uint64_t Seed) {
  constexpr uint64_t OurType = 77;
  constexpr size_t Sizes[] = {40, 1000, 30000, 600000};
  PMEMoid Made[2 * std::size(Sizes)];
  size_t Count = 0;
  auto makeAll = [&] {
    for (size_t Bytes : Sizes) {
      PMEMoid &O = Made[Count++];
      if (pmemobj_alloc(Pool, &O, Bytes, OurType, nullptr, nullptr) != 0)
        return text("%zu bytes can't be allocated: %s", Bytes, pmemobj_errormsg());
      // Of a large one the ends suffice: it would overlap there with a neighbour.
      auto *Memory = static_cast<char *>(pmemobj_direct(O));
      size_t End = std::min<size_t>(Bytes, 4096);
      memset(Memory, 0xee, End);
      memset(Memory + Bytes - End, 0xee, End);
    }
    return std::string();
  };
  std::string Wrong = makeAll();
  if (!Wrong.empty())
    return Wrong;
  // Every third object of the user's goes; what it was is overwritten by new ones.
  size_t Left = 0;
  for (size_t I = 0; I < Objects.size(); ++I) {
    const object *O = Objects[I];
    if ((I + Seed) % 3) {
      Objects[Left++] = O;
      continue;
    }
    PMEMoid Label = pmemobj_oid(at(O->Label)), Object = pmemobj_oid(O);
    pmemobj_free(&Label);
    pmemobj_free(&Object);
  }
  Objects.resize(Left);
  for (size_t I = Seed % 2; I < Count; I += 2)
    pmemobj_free(&Made[I]);
  Wrong = makeAll();
  if (!Wrong.empty())
    return Wrong;
  for (const object *O : Objects) {
    const label &L = *at(O->Label);
    if (O->Sum != sumOf(*O) || L.Check != mix(L.Value))
      return "an object was overwritten by an allocation";
  }
  for (PMEMoid &O : Made)
    if (!OID_IS_NULL(O))
      pmemobj_free(&O);
  bool Sound = stet::forEachBlock(Base, Size, [](const ChunkHeader &, const ChunkHeader &) {});
  return Sound ? allObjects(false) : "a block of the heap has an impossible header after use";
}
