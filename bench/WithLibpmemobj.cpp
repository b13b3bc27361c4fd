//===-- bench/WithLibpmemobj.cpp - The transactions with calls of libpmemobj ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Contender.h"

#include <cstdio>
#include <cstdlib>
#include <libpmemobj.h>

namespace {

PMEMobjpool *Pool;
bench::Row *Rows;

[[noreturn]] void fail() {
  std::fprintf(stderr, "bench: libpmemobj: %s\n", pmemobj_errormsg());
  std::exit(1);
}

void open(const char *Path) {
  // No smaller than the others' pools need to be; it has no influence on the times.
  Pool = pmemobj_create(Path, "bench", 64 << 20, 0600);
  if (!Pool)
    fail();
  // Objects are aligned to 16 bytes only.
  PMEMoid Root = pmemobj_root(Pool, (bench::RowCount + 1) * sizeof(bench::Row));
  if (OID_IS_NULL(Root))
    fail();
  auto Address = reinterpret_cast<uintptr_t>(pmemobj_direct(Root));
  Rows = reinterpret_cast<bench::Row *>((Address + 63) & ~uintptr_t(63));
}

[[gnu::always_inline]] inline void store(uint64_t *To, uint64_t Value) {
  pmemobj_tx_add_range_direct(To, sizeof(*To));
  *To = Value;
}

template <size_t... I>
[[gnu::always_inline]] inline void storeAll(bench::Row *Row, uint64_t Value,
                                            std::index_sequence<I...>) {
  (store(&Row->Lines[I].Value, Value), ...);
}

template <unsigned Stores> void straight(size_t Transactions) {
  for (size_t T = 0; T < Transactions; ++T) {
    bench::Row *Row = &Rows[T % bench::RowCount];
    TX_BEGIN(Pool) { storeAll(Row, T, std::make_index_sequence<Stores>()); }
    TX_ONABORT { fail(); }
    TX_END
  }
}

template <unsigned Stores> void loop(size_t Transactions) {
  bench::RandomLine Random;
  bench::Line *Lines = Rows[0].Lines;
  for (size_t T = 0; T < Transactions; ++T) {
    TX_BEGIN(Pool) {
#pragma clang loop unroll(disable)
      for (unsigned I = 0; I < Stores; ++I)
        store(&Lines[Random.next()].Value, T);
    }
    TX_ONABORT { fail(); }
    TX_END
  }
}

} // namespace

const bench::Contender bench::WithLibpmemobj = {
    "libpmemobj",
    open,
    {{straight<0>, straight<1>, straight<4>, straight<16>, straight<64>},
     {loop<0>, loop<1>, loop<4>, loop<16>, loop<64>}}};
