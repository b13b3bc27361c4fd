//===-- runtime/transaction/WriteSet.h - Which bytes a transaction has saved ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_WRITESET_H
#define STET_RUNTIME_TRANSACTION_WRITESET_H

#include "CoveredRanges.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace stet {
class Medium;

/// The bytes of one pool that need no further snapshot at the present nesting
/// level: because the log has them, or because the transaction allocated them. A
/// table keyed by cache line with a mask of bytes; large ranges lie in a list of
/// their own. All of them are dirty and are flushed at commit.
///
/// At each level the entry of a line that has one also has the bytes of the line that
/// lie in ranges: an entry that misses a byte is the last word.
class WriteSet {
public:
  static constexpr size_t LineBytes = 64;
  /// Ranges from this size on are kept as ranges, not as lines.
  static constexpr size_t LargeRange = 4096;

  WriteSet();

  enum class Cover {
    Had,     ///< the bytes were covered at this level
    New,     ///< at least one was not: they must be saved now
    Unknown, ///< nothing was done: call cover()
  };
  /// Covers the bytes `Mask` of a line, in the usual cases.
  [[gnu::always_inline]] Cover coverQuickly(uint64_t Line, uint64_t Mask) {
    Entry &E = Table[home(Line)];
    uint64_t Key = Line << EpochBits | Epoch;
    if (E.Key == Key) {
      uint64_t Old = E.Mask;
      E.Mask = Old | Mask;
      return Mask & ~Old ? Cover::New : Cover::Had;
    }
    // Left over from an earlier transaction: free.
    if ((E.Key & EpochMask) < First && Count < MostPlain) [[likely]] {
      E = {Key, Mask};
      Used[Count++] = uint32_t(&E - Table.get());
      return Cover::New;
    }
    return Cover::Unknown;
  }
  /// Covers the bytes `Mask` of a line. Returns whether any of them was not
  /// covered at this level.
  bool cover(uint64_t Line, uint64_t Mask) {
    Cover C = coverQuickly(Line, Mask);
    return C == Cover::Unknown ? coverSlowly(Line, Mask) : C == Cover::New;
  }

  /// Covers [Begin, End) of the pool, not empty; calls NeedsSnapshot(Begin, End)
  /// for each stretch that was not covered at this level.
  template <class Function> void coverRange(uint64_t Begin, uint64_t End, Function NeedsSnapshot) {
    if (Ranges.contains(Begin, End))
      return;
    if (End - Begin >= LargeRange) {
      NeedsSnapshot(Begin, End);
      addLargeRange(Begin, End);
      return;
    }
    uint64_t Pending = Begin; // start of the stretch that is not covered
    for (uint64_t At = Begin; At < End;) {
      uint64_t Next = std::min(End, (At | (LineBytes - 1)) + 1);
      if (!cover(At / LineBytes, maskOf(At % LineBytes, Next - At))) {
        if (Pending != At)
          NeedsSnapshot(Pending, At);
        Pending = Next;
      }
      At = Next;
    }
    if (Pending != End)
      NeedsSnapshot(Pending, End);
  }

  /// The bytes were allocated at this level: nothing to save, all to flush.
  void addFresh(uint64_t Begin, uint64_t End) {
    if (End - Begin >= LargeRange)
      addLargeRange(Begin, End);
    else
      coverRange(Begin, End, [](uint64_t, uint64_t) {});
  }
  /// They went back to the heap, and no nested block has begun since addFresh.
  void removeFresh(uint64_t Begin, uint64_t End);

  /// What a nested block covers is its own until it commits.
  void beginNested();
  void commitNested();
  void abortNested();

  /// At most so many bytes are logged for what flush() hands over to a working copy.
  size_t bytesToFlush() const;
  /// Hands every dirty byte to the medium. `Base` is where the pool is mapped.
  void flush(const char *Base, Medium &Storage) const;

  /// The transaction is over.
  void clear() {
    First += Deepest + 1;
    Epoch = First;
    Deepest = 0;
    Count = 0;
    if (!MostPlain || First > LastFirst) [[unlikely]]
      clearRest();
  }

  /// Size <= 64 - Offset, and not 0.
  static uint64_t maskOf(uint64_t Offset, uint64_t Size) {
    return (~uint64_t(0) >> (64 - Size)) << Offset;
  }

private:
  /// An entry belongs to this transaction iff its epoch is First or more.
  struct Entry {
    uint64_t Key; ///< line << EpochBits | epoch of the nesting level that covers Mask
    uint64_t Mask;
  };
  static constexpr unsigned EpochBits = 22;
  static constexpr uint64_t EpochMask = (uint64_t(1) << EpochBits) - 1;
  static constexpr uint64_t LastFirst = EpochMask / 2;

  /// What an outer level covered of a line before the present one touched it.
  struct SavedCover {
    uint64_t Line, Epoch, Mask;
  };

  size_t home(uint64_t Line) const { return (Line * 0x9e3779b97f4a7c15) >> Shift; }
  [[gnu::noinline]] bool coverSlowly(uint64_t Line, uint64_t Mask) noexcept;
  /// The line's entry, or the free one where it would be.
  Entry &find(uint64_t Line);
  void grow();
  void addLargeRange(uint64_t Begin, uint64_t End);
  /// Calls F(Mask of the entry, bytes of [Begin, End) in its line) for each entry of the
  /// present level that the range touches.
  template <class Function> void forEntriesIn(uint64_t Begin, uint64_t End, Function F);
  void setPlain(bool IsPlain) { MostPlain = IsPlain ? Most : 0; }
  [[gnu::noinline]] void clearRest() noexcept;

  std::unique_ptr<Entry[]> Table;
  std::unique_ptr<uint32_t[]> Used; ///< positions of this transaction's entries
  uint32_t Count = 0;
  uint32_t Most;  ///< entries that the table takes before it grows
  unsigned Shift; ///< 64 - log2 of the table's size
  /// Most, or 0 while a nested block is running or a large range is covered.
  uint32_t MostPlain;
  uint64_t First = 1; ///< epoch of the outermost block
  uint64_t Epoch = 1; ///< First + nesting level
  uint64_t Deepest = 0;
  std::vector<SavedCover> Saved;
  std::vector<size_t> SavedAtBegin; ///< Saved.size() when each nested block began
  CoveredRanges Ranges;
};

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_WRITESET_H
