//===-- bench/ByHand.cpp - The transactions with the least that an undo log can be ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lower bound, not an alternative: the stores are known in advance, all old values
// are logged before the first of them, and there are no allocations, threads,
// growth, nesting or checks. But it does recover: an entry counts iff it carries the
// present sequence number, which is stored after the old value, into the same cache
// line; so one fence is enough for the log.
//
//===----------------------------------------------------------------------===//
#include "Contender.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <libpmem.h>

namespace {

struct Entry {
  uint64_t Old;
  uint64_t SequenceAndOffset;
};

struct Pool {
  alignas(64) uint64_t Sequence;
  alignas(64) Entry Log[bench::LineCount];
  bench::Row Rows[bench::RowCount];
};
constexpr unsigned OffsetBits = 32;

Pool *ThePool;
/// What is to survive a death of the process only needs neither flush nor fence.
bool SurvivesPowerLoss;

void open(const char *Path) {
  const char *Durability = std::getenv("STET_DURABILITY");
  SurvivesPowerLoss = !Durability || std::strcmp(Durability, "process") != 0;
  ThePool = static_cast<Pool *>(
      pmem_map_file(Path, sizeof(Pool), PMEM_FILE_CREATE, 0600, nullptr, nullptr));
  if (!ThePool) {
    std::fprintf(stderr, "bench: by hand: %s\n", pmem_errormsg());
    std::exit(1);
  }
  // Written once, so that no page fault is measured.
  std::memset(ThePool, 0, sizeof(Pool));
  ThePool->Sequence = 1;
  pmem_persist(ThePool, sizeof(Pool));
}

inline void flush(const void *Address, size_t Size) {
  if (SurvivesPowerLoss)
    pmem_flush(Address, Size);
}
/// Also keeps the compiler from moving stores.
inline void drain() {
  if (SurvivesPowerLoss)
    pmem_drain();
  asm volatile("" ::: "memory");
}

/// A transaction; `LineOf(I)` is called twice for each of its stores.
template <unsigned Stores, class Function>
[[gnu::always_inline]] inline void execute(uint64_t Value, Function LineOf) {
  if constexpr (Stores != 0) {
    uint64_t Sequence = ThePool->Sequence;
    for (unsigned I = 0; I < Stores; ++I) {
      uint64_t *To = &LineOf(I).Value;
      ThePool->Log[I].Old = *To;
      uint64_t Offset = reinterpret_cast<char *>(To) - reinterpret_cast<char *>(ThePool);
      asm volatile("" ::: "memory");
      ThePool->Log[I].SequenceAndOffset = Sequence << OffsetBits | Offset;
    }
    flush(ThePool->Log, Stores * sizeof(Entry));
    drain();
    for (unsigned I = 0; I < Stores; ++I) {
      uint64_t *To = &LineOf(I).Value;
      *To = Value;
      flush(To, sizeof(*To));
    }
    drain();
    ThePool->Sequence = Sequence + 1;
    flush(&ThePool->Sequence, sizeof(Sequence));
    drain();
  }
  asm volatile("" ::: "memory"); // for the loops with no store
}

template <unsigned Stores> void straight(size_t Transactions) {
  for (size_t T = 0; T < Transactions; ++T) {
    bench::Row &Row = ThePool->Rows[T % bench::RowCount];
    execute<Stores>(T, [&](unsigned I) -> bench::Line & { return Row.Lines[I]; });
  }
}

template <unsigned Stores> void loop(size_t Transactions) {
  bench::RandomLine Random;
  bench::Line *Lines = ThePool->Rows[0].Lines;
  for (size_t T = 0; T < Transactions; ++T) {
    uint16_t Chosen[Stores ? Stores : 1];
    for (unsigned I = 0; I < Stores; ++I)
      Chosen[I] = uint16_t(Random.next());
    execute<Stores>(T, [&](unsigned I) -> bench::Line & { return Lines[Chosen[I]]; });
  }
}

} // namespace

const bench::Contender bench::ByHand = {
    "by hand",
    open,
    {{straight<0>, straight<1>, straight<4>, straight<16>, straight<64>},
     {loop<0>, loop<1>, loop<4>, loop<16>, loop<64>}}};
