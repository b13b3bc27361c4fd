//===-- runtime/heap/TransactionalHeap.cpp - Allocations that a commit makes real ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TransactionalHeap.h"

#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../pool/Pool.h"
#include "BlockCheck.h"
#include "ObjectType.h"

#include <algorithm>
#include <cerrno>
#include <libpmemobj.h>
#include <utility>

using namespace stet;

// -- The index -----------------------------------------------------------------

static constexpr size_t LinearLimit = 16; ///< fewer steps than this are just searched

static size_t hashOf(uint64_t Offset) { return (Offset >> 4) * 0x9e3779b97f4a7c15 >> 20; }

TransactionalHeap::Step *TransactionalHeap::find(uint64_t Offset) {
  Step *Found = nullptr;
  if (Index.empty()) {
    for (size_t I = Steps.size(); I--;)
      if (Steps[I].Offset == Offset && Steps[I].Kind != Step::Gone)
        return &Steps[I];
    return nullptr;
  }
  size_t Mask = Index.size() - 1;
  for (size_t At = hashOf(Offset) & Mask; Index[At]; At = (At + 1) & Mask) {
    Step &S = Steps[Index[At] - 1];
    if (S.Offset == Offset && S.Kind != Step::Gone && (!Found || Found < &S))
      Found = &S;
  }
  return Found;
}

void TransactionalHeap::index(size_t Position) {
  size_t Mask = Index.size() - 1;
  size_t At = hashOf(Steps[Position].Offset) & Mask;
  while (Index[At])
    At = (At + 1) & Mask;
  Index[At] = uint32_t(Position + 1);
}

void TransactionalHeap::rebuildIndex() {
  Index.clear();
  if (Steps.size() < LinearLimit)
    return;
  size_t Size = LinearLimit * 4;
  while (Size < Steps.size() * 4)
    Size *= 2;
  Index.resize(Size);
  for (size_t I = 0; I < Steps.size(); ++I)
    index(I);
}

void TransactionalHeap::record(const Step &S) {
  Steps.push_back(S);
  if (Index.empty() ? Steps.size() >= LinearLimit : Steps.size() * 2 > Index.size())
    rebuildIndex();
  else if (!Index.empty())
    index(Steps.size() - 1);
}

// -- Allocating and freeing ----------------------------------------------------

void *TransactionalHeap::allocate(size_t Size) {
  Step S{};
  S.Kind = Step::Allocate;
  S.Size = Size ? Size : 1;
  S.NestedBefore = NestedBegun;
  PMEMoid Object = OID_NULL;
  if (S.Size <= PMEMOBJ_MAX_ALLOC_SIZE)
    Object = pmemobj_reserve(Owner.handle(), &S.Action, S.Size, UserObject);
  if (!Object.off) {
    setError(ENOMEM, "pool '%s' is full: no room for an object of %zu bytes", Owner.path().c_str(),
             Size);
    return nullptr;
  }
  crashPoint("reserve");
  S.Offset = Object.off;
  record(S);
  return Owner.at(Object.off);
}

namespace {
/// Lies right before an object of allocateAligned, in the memory reserved for it.
struct AlignedPrefix {
  uint64_t Unused;
  uint64_t Back; ///< from the object back to the reserved memory
};
} // namespace

void *TransactionalHeap::allocateAligned(size_t Size, size_t Alignment) {
  if (Size > PMEMOBJ_MAX_ALLOC_SIZE - 2 * Alignment) {
    setError(ENOMEM, "an object of %zu bytes is larger than any pool takes", Size);
    return nullptr;
  }
  void *Base = allocate(bytesForAligned(Size, Alignment));
  if (!Base)
    return nullptr;
  uintptr_t From = reinterpret_cast<uintptr_t>(Base);
  uintptr_t Object = (From + sizeof(AlignedPrefix) + Alignment - 1) & ~uintptr_t(Alignment - 1);
  *(reinterpret_cast<AlignedPrefix *>(Object) - 1) = {0, Object - From};
  return reinterpret_cast<void *>(Object);
}

void *TransactionalHeap::baseOfAligned(void *Object) {
  return static_cast<char *>(Object) - (static_cast<AlignedPrefix *>(Object) - 1)->Back;
}

size_t TransactionalHeap::bytesForAligned(size_t Size, size_t Alignment) {
  return Size + Alignment + sizeof(AlignedPrefix);
}

void TransactionalHeap::badFree(const void *Object, const char *Why) const {
  fatal("the address %p that is freed %s (pool '%s')", Object, Why, Owner.path().c_str());
}

size_t TransactionalHeap::free(void *Object, const void *Named) {
  uint64_t Offset = Owner.offsetOf(Object);
  Step *Earlier = find(Offset);
  if (!Earlier) {
    if (const char *Why = whyNotAnObject(Owner, Object))
      badFree(Named, Why);
    Step S{};
    S.Kind = Step::Free;
    S.Offset = Offset;
    pmemobj_defer_free(Owner.handle(), Owner.oidOf(Object), &S.Action);
    record(S);
    return 0;
  }
  if (Earlier->Kind != Step::Allocate)
    badFree(Named, "was freed already in this transaction");
  size_t Position = size_t(Earlier - Steps.data());
  if (isGivenBackAtOnce(*Earlier)) {
    pmemobj_cancel(Owner.handle(), &Earlier->Action, 1);
    Earlier->Kind = Step::Gone;
    size_t Size = Earlier->Size;
    if (Position + 1 == Steps.size() && Index.empty())
      Steps.pop_back();
    return Size;
  }
  Earlier->Kind = Step::AllocateAndFree;
  Step S{};
  S.Kind = Step::FreeOwn;
  S.Target = uint32_t(Position);
  S.Offset = Offset;
  record(S);
  return 0;
}

size_t TransactionalHeap::usableSize(const void *Object) const {
  const Step *Earlier = find(Owner.offsetOf(Object));
  if (Earlier && Earlier->Kind != Step::Allocate)
    badFree(Object, "was freed already in this transaction");
  if (!Earlier)
    if (const char *Why = whyNotAnObject(Owner, Object))
      badFree(Object, Why);
  return pmemobj_alloc_usable_size(Owner.oidOf(Object));
}

size_t TransactionalHeap::growInPlace(const void *Object, size_t Size) {
  Step *S = find(Owner.offsetOf(Object));
  if (!S || S->Kind != Step::Allocate || S->Size >= Size || !isGivenBackAtOnce(*S))
    return 0;
  return std::exchange(S->Size, Size);
}

// -- Nesting -------------------------------------------------------------------

void TransactionalHeap::beginNested() {
  LevelBegin.push_back(Steps.size());
  ++NestedBegun;
}

void TransactionalHeap::abortNested() {
  size_t Begin = LevelBegin.back();
  LevelBegin.pop_back();
  if (Steps.size() == Begin)
    return;
  for (size_t I = Steps.size(); I-- > Begin;) {
    Step &S = Steps[I];
    if (S.Kind == Step::FreeOwn)
      Steps[S.Target].Kind = Step::Allocate;
    else if (S.Kind != Step::Gone)
      pmemobj_cancel(Owner.handle(), &S.Action, 1);
  }
  Steps.resize(Begin);
  rebuildIndex();
}

// -- The end -------------------------------------------------------------------

bool TransactionalHeap::frees() const {
  return std::any_of(Steps.begin(), Steps.end(),
                     [](const Step &S) { return S.Kind == Step::Free; });
}

bool TransactionalHeap::publish(uint64_t *Word, uint64_t Value) {
  std::vector<pobj_action> Actions, Unwanted;
  Actions.reserve(Steps.size() + 1);
  for (const Step &S : Steps) {
    if (S.Kind == Step::Allocate || S.Kind == Step::Free)
      Actions.push_back(S.Action);
    else if (S.Kind == Step::AllocateAndFree)
      Unwanted.push_back(S.Action);
  }
  if (Word) {
    Actions.emplace_back();
    pmemobj_set_value(Owner.handle(), &Actions.back(), Word, Value);
  }
  crashPoint("publish");
  // libpmemobj's own list of changes is in the heap when it doesn't fit into a lane.
  constexpr size_t FitIntoLane = 8;
  if (Actions.size() > FitIntoLane)
    ++Owner.HeapUses;
  if (!Actions.empty() && pmemobj_publish(Owner.handle(), Actions.data(), Actions.size()) != 0)
    return setError(ENOMEM, "pool '%s' is too full to publish %zu allocations and deallocations",
                    Owner.path().c_str(), Actions.size());
  crashPoint("published");
  if (!Unwanted.empty())
    pmemobj_cancel(Owner.handle(), Unwanted.data(), Unwanted.size());
  clear();
  return true;
}

void TransactionalHeap::cancel() {
  for (size_t I = Steps.size(); I--;) {
    Step &S = Steps[I];
    if (S.Kind != Step::FreeOwn && S.Kind != Step::Gone)
      pmemobj_cancel(Owner.handle(), &S.Action, 1);
  }
  clear();
}

void TransactionalHeap::clear() {
  Steps.clear();
  Index.clear();
  LevelBegin.clear();
}
