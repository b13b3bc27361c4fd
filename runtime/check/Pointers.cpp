//===-- runtime/check/Pointers.cpp - Pointers that lie in persistent memory ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Pointers.h"

#include "../pool/Pool.h"
#include "../variables/VariableEntry.h"
#include "../variables/VariableName.h"
#include "Report.h"
#include "Types.h"
#include "VolatileMemory.h"
#include "WatchedPool.h"

#include <cstring>

namespace stet::check {
namespace {

/// Where in its element a byte of an object lies. `Of` is null when that is not known.
struct Location {
  const Type *Of = nullptr;
  uint64_t Element = 0, Offset = 0;
};

Location locate(const ObjectMap::Entry &E, uint64_t Place) {
  const Object &O = E.second;
  uint64_t In = Place - E.first - O.ElementsAt;
  if (O.isGone() || !O.ElementType || Place < E.first + O.ElementsAt ||
      In / O.ElementType->Size >= O.ElementCount)
    return {};
  return {O.ElementType, In / O.ElementType->Size, In % O.ElementType->Size};
}

/// The type of the pointer that lies at the place, or null.
const Type *pointerAt(const ObjectMap::Entry &E, uint64_t Place) {
  if (!E.second.ElementType || !E.second.ElementType->HasPointers)
    return nullptr;
  Location L = locate(E, Place);
  if (!L.Of)
    return nullptr;
  Part P = findPart(*L.Of, L.Offset);
  return P.Of->Kind == Type::Pointer && P.Offset == 0 ? P.Of : nullptr;
}

bool isSame(const Type &A, const Type &B) {
  return &A == &B || (A.Kind == B.Kind && A.Size == B.Size && A.Name == B.Name);
}

} // namespace

std::string nameOfMember(const ObjectMap::Entry &E, uint64_t Place) {
  Location L = locate(E, Place);
  if (!L.Of)
    return "";
  std::string Path = findPart(*L.Of, L.Offset, /*WithPath=*/true).Path;
  if (E.second.Variable)
    return Path.empty() ? "" : readableName(E.second.Variable->name()) + Path;
  std::string Name = L.Of->Name;
  if (E.second.ElementCount > 1)
    Name += "[" + std::to_string(L.Element) + "]";
  return Path.empty() || Name.empty() ? Name : Name + "::" + Path.substr(1);
}

ObjectMap::Entry *Pointers::around(uint64_t Place) {
  if (!Last || Place < Last->first || Place >= Last->second.End)
    Last = Watched.objects().around(Place);
  return Last;
}

// -- Learning ------------------------------------------------------------------

void Pointers::learn(uint64_t Place) {
  ObjectMap::Entry *E = around(Place);
  const Type *Pointer = E ? pointerAt(*E, Place) : nullptr;
  if (!Pointer || !Pointer->Of)
    return;
  const char *Target;
  memcpy(&Target, Watched.pool().base() + Place, sizeof(Target));
  learnTarget(Target, *Pointer->Of);
  learnFromPending();
}

void Pointers::learnFromAll(ObjectMap::Entry &E) {
  Pending.push_back(&E);
  learnFromPending();
}

void Pointers::learnFromPending() {
  while (!Pending.empty()) {
    const ObjectMap::Entry &E = *Pending.back();
    Pending.pop_back();
    const Object &O = E.second;
    if (!O.ElementType || !O.ElementType->HasPointers)
      continue;
    uint64_t Begin = E.first + O.ElementsAt, End = Begin + O.ElementCount * O.ElementType->Size;
    for (uint64_t Place = (Begin + 7) & ~uint64_t(7); Place + 8 <= End; Place += 8)
      if (const Type *Pointer = pointerAt(E, Place); Pointer && Pointer->Of) {
        const char *Target;
        memcpy(&Target, Watched.pool().base() + Place, sizeof(Target));
        learnTarget(Target, *Pointer->Of);
      }
  }
}

void Pointers::learnTarget(const char *Target, const Type &Of) {
  constexpr uint64_t LargestCookie = 16; // of an array
  if (!Of.Size || !Watched.pool().contains(Target, 1))
    return;
  uint64_t Place = Watched.pool().offsetOf(Target);
  ObjectMap::Entry *E = Watched.objects().around(Place);
  if (!E || E->second.isGone() || E->second.Variable || E->second.IsRoot)
    return;
  Object &O = E->second;
  uint64_t In = Place - E->first, Room = O.End - Place;
  if (O.ElementType && isSame(*O.ElementType, Of)) {
    // An array, of which this may be the end.
    uint64_t Distance = In - O.ElementsAt;
    if (In < O.ElementsAt || Distance % Of.Size || Distance / Of.Size <= O.ElementCount)
      return;
    O.ElementCount = Distance / Of.Size;
    Pending.push_back(E);
    return;
  }
  // A pointer to a base knows less than one to the whole.
  bool KnowsMore = !O.ElementType || Of.Size > O.ElementType->Size;
  if (!KnowsMore || In > LargestCookie || Room < Of.Size)
    return;
  O.ElementType = &Of;
  O.ElementsAt = In;
  O.ElementCount = Of.Kind == Type::Pointer ? Room / Of.Size : 1;
  Pending.push_back(E);
}

// -- Reporting -----------------------------------------------------------------

bool Pointers::reportVolatile(uint64_t Place) {
  ObjectMap::Entry *E = around(Place);
  if (!E || !pointerAt(*E, Place) || Watched.isExempt(Place))
    return false;
  const void *Target;
  memcpy(&Target, Watched.pool().base() + Place, sizeof(Target));
  if (!Target || watchedPoolOf(Target))
    return false;
  std::string What = describeVolatileMemory(Target);
  if (What.empty())
    return false;
  reportPointer(Watched, Place, Target, What);
  return true;
}

} // namespace stet::check
