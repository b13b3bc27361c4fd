//===-- bench/WithStet.cpp - The transactions in annotated code ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Contender.h"

#include <cstdio>
#include <cstdlib>
#include <stet.h>

namespace {

struct [[persistent]] PersistentLine {
  alignas(64) uint64_t Value;
};
struct [[persistent]] PersistentRow {
  PersistentLine Lines[bench::LineCount];
};
[[persistent]] PersistentRow Rows[bench::RowCount];

void open(const char *Path) {
  if (stet_set_default_pool(Path) != 0 || !stet_default_pool()) {
    std::fprintf(stderr, "bench: Stet: %s\n", stet_error_message());
    std::exit(1);
  }
}

template <size_t... I>
inline void storeAll(PersistentRow *Row, uint64_t Value, std::index_sequence<I...>) {
  ((Row->Lines[I].Value = Value), ...);
}

template <unsigned Stores> void straight(size_t Transactions) {
  for (size_t T = 0; T < Transactions; ++T) {
    PersistentRow *Row = &Rows[T % bench::RowCount];
    transaction<> { storeAll(Row, T, std::make_index_sequence<Stores>()); }
  }
}

template <unsigned Stores> void loop(size_t Transactions) {
  bench::RandomLine Random;
  PersistentLine *Lines = Rows[0].Lines;
  for (size_t T = 0; T < Transactions; ++T) {
    transaction<> {
#pragma clang loop unroll(disable)
      for (unsigned I = 0; I < Stores; ++I)
        Lines[Random.next()].Value = T;
    }
  }
}

} // namespace

const bench::Contender bench::WithStet = {
    "Stet",
    open,
    {{straight<0>, straight<1>, straight<4>, straight<16>, straight<64>},
     {loop<0>, loop<1>, loop<4>, loop<16>, loop<64>}}};
