//===-- runtime/pool/TransientFields.cpp - Volatile fields of persistent objects ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TransientFields.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <sys/mman.h>

using namespace stet;

static size_t bytesFor(uint64_t Size) { return (Size / 64 + 1) * sizeof(uint64_t); }

/// The bits of [Begin, End) that lie in the word of `Begin`.
static uint64_t maskFrom(uint64_t Begin, uint64_t End) {
  uint64_t Count = std::min(End - Begin, 64 - Begin % 64);
  return (~uint64_t(0) >> (64 - Count)) << Begin % 64;
}

TransientFields::TransientFields(char *Base, uint64_t Size) : Base(Base), Size(Size) {
  void *Memory = mmap(nullptr, bytesFor(Size), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (Memory != MAP_FAILED)
    Bits = static_cast<std::atomic<uint64_t> *>(Memory);
}

TransientFields::~TransientFields() {
  if (Bits)
    munmap(Bits, bytesFor(Size));
}

void TransientFields::zero(uint64_t Offset, size_t Bytes) noexcept {
  if (Bytes == 0 || Offset >= Size || Bytes > Size - Offset)
    return;
  std::lock_guard<std::mutex> Lock(Mutex);
  if (isInUse(Offset))
    return; // another thread was first
  // All of it: a part of the field is no field of its own any more.
  memset(Base + Offset, 0, Bytes);
  for (uint64_t At = Offset, End = Offset + Bytes; At < End; At = (At | 63) + 1)
    Bits[At / 64].fetch_or(maskFrom(At, End), std::memory_order_release);
}

void TransientFields::forget(uint64_t Begin, uint64_t End) {
  // Most memory has no such fields: its bits are only read.
  for (uint64_t At = Begin; At < End; At = (At | 63) + 1)
    if (uint64_t Mask = maskFrom(At, End); Bits[At / 64].load(std::memory_order_relaxed) & Mask)
      Bits[At / 64].fetch_and(~Mask, std::memory_order_relaxed);
}

void TransientFields::forgetAll() { madvise(Bits, bytesFor(Size), MADV_DONTNEED); }

uint64_t TransientFields::find(uint64_t Begin, uint64_t End, bool Set) const {
  for (uint64_t At = Begin; At < End; At = (At | 63) + 1) {
    uint64_t Word = Bits[At / 64].load(std::memory_order_acquire);
    if (uint64_t Found = (Set ? Word : ~Word) & maskFrom(At, End))
      return (At & ~uint64_t(63)) + uint64_t(std::countr_zero(Found));
  }
  return End;
}
