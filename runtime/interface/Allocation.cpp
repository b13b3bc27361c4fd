//===-- runtime/interface/Allocation.cpp - Entry points for allocation ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "../diagnostics/Error.h"
#include "../pool/Pool.h"
#include "../transaction/Transaction.h"
#include "PoolTable.h"
#include "Throw.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stet.h>

using namespace stet;

static bool checkInTransaction(const char *What) {
  return ThisTransaction.isRunning() ||
         setError(EPERM, "%s of persistent memory outside every transaction: a crash would leak it",
                  What);
}

// -- C -------------------------------------------------------------------------

void *stet_malloc(size_t Size) noexcept {
  return checkInTransaction("allocation") ? ThisTransaction.allocate(nullptr, Size, 16) : nullptr;
}

void *stet_calloc(size_t Count, size_t Size) noexcept {
  size_t Bytes;
  if (__builtin_mul_overflow(Count, Size, &Bytes)) {
    setError(ENOMEM, "%zu objects of %zu bytes are more than any pool takes", Count, Size);
    return nullptr;
  }
  void *Object = stet_malloc(Bytes);
  if (Object)
    memset(Object, 0, Bytes);
  return Object;
}

void *stet_realloc(void *Object, size_t Size) noexcept {
  if (!Object)
    return stet_malloc(Size);
  if (!checkInTransaction("reallocation"))
    return nullptr;
  size_t Room = ThisTransaction.usableSize(Object);
  // It stays where it is unless that would waste more than half of the room.
  if (Size <= Room && Size >= Room / 2) {
    ThisTransaction.growInPlace(Object, Size);
    return Object;
  }
  void *New = ThisTransaction.allocate(nullptr, Size, 16);
  if (!New)
    return nullptr;
  memcpy(New, Object, std::min(Room, Size));
  ThisTransaction.free(Object, false);
  return New;
}

void stet_free(void *Object) noexcept {
  if (Object && checkInTransaction("deallocation"))
    ThisTransaction.free(Object, false);
}

// -- C++ -----------------------------------------------------------------------

static void *allocateOrThrow(Pool *P, size_t Size, size_t Alignment) {
  if (checkInTransaction("allocation"))
    if (void *Object = ThisTransaction.allocate(P, Size, Alignment))
      return Object;
  throwError();
}

/// `PoolObject` is a stet::pool, which is just the handle.
static Pool *poolOfObject(void *PoolObject) {
  Pool *P = fromHandle(*static_cast<stet_pool **>(PoolObject));
  if (P)
    return P;
  setError(EINVAL, "allocation in a stet::pool that is empty (it was moved from)");
  throwError();
}

static void freeOrThrow(void *Object, bool Aligned) {
  if (!Object)
    return;
  if (!checkInTransaction("deallocation"))
    throwError();
  ThisTransaction.free(Object, Aligned);
}

void *stet_new(size_t Size) { return allocateOrThrow(nullptr, Size, 16); }
void *stet_new_in(size_t Size, void *PoolObject) {
  return allocateOrThrow(poolOfObject(PoolObject), Size, 16);
}
void *stet_new_at(size_t, void *Place) noexcept { return Place; }
void stet_delete(void *Object) { freeOrThrow(Object, false); }
void stet_delete_in(void *Object, void *) { freeOrThrow(Object, false); }
void stet_delete_at(void *, void *) noexcept {}

#define STET_DEFINE_ALIGNED_NEW(N)                                                                 \
  void *stet_new_aligned_##N(size_t Size) { return allocateOrThrow(nullptr, Size, N); }            \
  void *stet_new_in_aligned_##N(size_t Size, void *PoolObject) {                                   \
    return allocateOrThrow(poolOfObject(PoolObject), Size, N);                                     \
  }
STET_FOR_EACH_OVER_ALIGNMENT(STET_DEFINE_ALIGNED_NEW)
#undef STET_DEFINE_ALIGNED_NEW
void stet_delete_aligned(void *Object) { freeOrThrow(Object, true); }
void stet_delete_in_aligned(void *Object, void *) { freeOrThrow(Object, true); }
