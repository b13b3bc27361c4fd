//===-- runtime/redo/PageSet.h - A set of a file's pages ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_REDO_PAGESET_H
#define STET_RUNTIME_REDO_PAGESET_H

#include <atomic>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace stet::redo {

/// One bit a page, in memory that is taken only where bits are set. Changed by one
/// thread; count() may be read by others.
class PageSet {
public:
  static constexpr uint64_t None = UINT64_MAX;

  explicit PageSet(uint64_t Pages)
      : Words((Pages + 63) / 64),
        Bits(static_cast<uint64_t *>(calloc(Words ? Words : 1, sizeof(uint64_t)))) {}

  void insert(uint64_t Page) {
    uint64_t &Word = Bits.get()[Page / 64], Bit = uint64_t(1) << Page % 64;
    Count.fetch_add(!(Word & Bit), std::memory_order_relaxed);
    Word |= Bit;
  }
  void erase(uint64_t Page) {
    uint64_t &Word = Bits.get()[Page / 64], Bit = uint64_t(1) << Page % 64;
    Count.fetch_sub((Word & Bit) != 0, std::memory_order_relaxed);
    Word &= ~Bit;
  }
  uint64_t count() const { return Count.load(std::memory_order_relaxed); }

  /// The first page in the set that is not before `Page`, or None.
  uint64_t firstFrom(uint64_t Page) const {
    for (uint64_t I = Page / 64; I < Words; ++I) {
      uint64_t Word = Bits.get()[I];
      if (I == Page / 64)
        Word &= ~uint64_t(0) << Page % 64;
      if (Word)
        return I * 64 + uint64_t(std::countr_zero(Word));
    }
    return None;
  }

private:
  struct Free {
    void operator()(uint64_t *Memory) const { free(Memory); }
  };
  uint64_t Words;
  std::unique_ptr<uint64_t, Free> Bits;
  std::atomic<uint64_t> Count{0};
};

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_PAGESET_H
