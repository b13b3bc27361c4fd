//===-- runtime/transaction/CoveredRanges.h - Large ranges that need no snapshot ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_COVEREDRANGES_H
#define STET_RUNTIME_TRANSACTION_COVEREDRANGES_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stet {

/// Ranges of a pool that are covered at each nesting level; those of one level are
/// disjoint and sorted.
class CoveredRanges {
public:
  struct Range {
    uint64_t Begin, End;
  };

  bool empty() const { return List.empty(); }
  /// Whether the present level covers all of [Begin, End).
  bool contains(uint64_t Begin, uint64_t End) const {
    return List.size() != LevelBase && search(Begin, End);
  }
  /// The bytes of [Begin, Begin + 64) that the present level covers, as a mask.
  uint64_t maskFrom(uint64_t Begin);
  /// To and from the present level.
  void add(uint64_t Begin, uint64_t End);
  void remove(uint64_t Begin, uint64_t End);

  void beginLevel();
  /// The level's ranges become its parent's.
  void commitLevel();
  void abortLevel();

  /// Ranges of all levels.
  const std::vector<Range> &all() const { return List; }
  void clear();

private:
  bool search(uint64_t Begin, uint64_t End) const;
  /// The first range of this level that ends at or behind `Offset`.
  std::vector<Range>::iterator firstEndingFrom(uint64_t Offset);

  std::vector<Range> List;
  std::vector<size_t> Bases; ///< where the outer levels begin
  size_t LevelBase = 0;      ///< where the present one does
};

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_COVEREDRANGES_H
