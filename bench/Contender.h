//===-- bench/Contender.h - What is measured, one interface for all ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_CONTENDER_H
#define STET_BENCH_CONTENDER_H

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

namespace bench {

// -- The transactions ----------------------------------------------------------
//
// Every contender has the same data in its pool: RowCount rows of LineCount cache
// lines, of which a store changes the first eight bytes.

constexpr size_t RowCount = 64;
constexpr size_t LineCount = 64;
constexpr unsigned StoreCounts[] = {0, 1, 4, 16, 64};
constexpr size_t CountCount = std::size(StoreCounts);

enum Shape {
  Straight, ///< stores to the first lines of one row, one after the other
  Loop,     ///< stores to lines at random
  ShapeCount
};

/// Which line of all rows the next store of a loop changes.
class RandomLine {
public:
  size_t next() {
    State = State * 6364136223846793005 + 1442695040888963407;
    return State >> 52;
  }

private:
  uint64_t State = 1;
};
static_assert(RowCount * LineCount == 1 << 12, "what RandomLine gives");

/// A row, for those who do not annotate it.
struct Line {
  alignas(64) uint64_t Value;
};
struct Row {
  Line Lines[LineCount];
};

// -- Who executes them -----------------------------------------------------------

struct Contender {
  const char *Name;
  /// Makes the contender's pool. Ends the program when that fails.
  void (*Open)(const char *Path);
  /// Executes that many transactions of a shape with StoreCounts[i] stores.
  void (*Run[ShapeCount][CountCount])(size_t Transactions);
};

extern const Contender WithStet, WithLibpmemobj, ByHand;
constexpr const Contender *Contenders[] = {&WithStet, &WithLibpmemobj, &ByHand};
constexpr size_t ContenderCount = std::size(Contenders);

// -- Outside of transactions ---------------------------------------------------

/// The same function, of one store, compiled without and with the plugin.
void storePlainly(uint64_t *To, uint64_t Value);
void storeWithEntryTest(uint64_t *To, uint64_t Value);

} // namespace bench

#endif // STET_BENCH_CONTENDER_H
