//===-- runtime/medium/Synced.cpp - In place on an ordinary file ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// flush() notes pages, drain() syncs them. Every msync waits for the device, and
// one costs about the same for two pages as for twenty, so a thread's flushes are
// merged into one span from the lowest page to the highest: the kernel writes
// those pages of it that are dirty. That may write other threads' uncommitted
// bytes too, which the kernel is free to do at any time anyway: the undo log is
// durable before the bytes can be.
//
// The spans are the thread's own, so threads share nothing.
//
//===----------------------------------------------------------------------===//

#include "Synced.h"
#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../diagnostics/NoCancellation.h"
#include "Medium.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>

namespace stet {
namespace {

constexpr uintptr_t PageSize = 4096;

/// What this thread has flushed to one medium and not drained.
struct Span {
  uint64_t MediumId;
  uintptr_t Low, High;
};

/// A thread rarely flushes to more than one pool between two drains.
constexpr unsigned MaxSpans = 4;
thread_local Span Spans[MaxSpans];
thread_local unsigned SpanCount = 0;

void syncSpan(const Span &S) {
  NoCancellation Shield;
  while (msync(reinterpret_cast<void *>(S.Low), S.High - S.Low, MS_SYNC) != 0) {
    if (errno == ENOMEM)
      return; // the pool has been closed since (what is mapped was synced)
    // After a failed sync the kernel may drop the dirty pages: nothing that was
    // promised can be kept.
    if (errno != EINTR)
      fatal("cannot sync a pool to its file: %s", strerror(errno));
  }
}

void removeSpan(unsigned Index) { Spans[Index] = Spans[--SpanCount]; }

class Synced final : public Medium {
public:
  void flush(const void *Address, size_t Size) override {
    if (!Size)
      return;
    crashObserveFlush(Address, Size);
    crashPoint("flush");
    uintptr_t Start = reinterpret_cast<uintptr_t>(Address);
    uintptr_t Low = Start & ~(PageSize - 1);
    uintptr_t High = (Start + Size + PageSize - 1) & ~(PageSize - 1);
    for (unsigned I = 0; I < SpanCount; ++I) {
      if (Spans[I].MediumId != Id)
        continue;
      Spans[I].Low = std::min(Spans[I].Low, Low);
      Spans[I].High = std::max(Spans[I].High, High);
      return;
    }
    if (SpanCount == MaxSpans) { // to sync early is always right
      syncSpan(Spans[0]);
      removeSpan(0);
    }
    Spans[SpanCount++] = {Id, Low, High};
  }

  void drain() override {
    for (unsigned I = 0; I < SpanCount; ++I) {
      if (Spans[I].MediumId != Id)
        continue;
      syncSpan(Spans[I]);
      removeSpan(I);
      crashObserveDrain();
      crashPoint("drain");
      return;
    }
  }

  bool flushes() const override { return true; }

private:
  static inline std::atomic<uint64_t> NextId{1};
  const uint64_t Id = NextId++; // never used again, unlike an address
};

} // namespace

void drainSyncedMedia() {
  while (SpanCount) {
    syncSpan(Spans[0]);
    removeSpan(0);
  }
}

std::unique_ptr<Medium> createSyncedMedium() { return std::make_unique<Synced>(); }

} // namespace stet
