//===-- runtime/check/TransactionWatch.h - What one transaction may change ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_TRANSACTIONWATCH_H
#define STET_RUNTIME_CHECK_TRANSACTIONWATCH_H

#include "PageTable.h"

#include <vector>

namespace stet {
class Pool;
}

namespace stet::check {
class WatchedPool;

/// Follows the transactions of one thread on one watched pool. Ranges are offsets in the
/// pool. Used by that thread, and only while the pool is watched.
class TransactionWatch {
public:
  explicit TransactionWatch(WatchedPool &P);

  /// The transaction logs [Begin, End) and may store to it from now on.
  void logged(uint64_t Begin, uint64_t End);
  /// It has allocated an object of `Room` bytes at `Begin`, and need not log it up to `End`.
  void allocated(uint64_t Begin, uint64_t Room, uint64_t End);
  /// The object has grown in place.
  void grown(uint64_t Begin, uint64_t End) { mark(Begin, End, false); }
  /// It frees the object; `Gone`: the heap has it back already.
  void freed(uint64_t Object, bool Gone);

  void beginNested();
  void commitNested();
  /// After old bytes came back, before allocations are given back.
  void abortNested();

  /// Before anything is committed: compares. Ends the process when it is to stop.
  void beforeCommit();
  void committed();
  /// As abortNested.
  void rolledBack();

private:
  struct Step {
    enum { Allocated, Freed, FreedOwn } What;
    uint64_t Object;
  };
  struct MarkedLine {
    Mark *On;
    unsigned Line;
    uint64_t Mask;
  };
  struct Level {
    size_t Steps, Lines;
  };

  void mark(uint64_t Begin, uint64_t End, bool MustBeUnchanged);
  void unmark(uint64_t Begin, uint64_t End);
  Mark *find(uint64_t Page) const;
  Mark *findOrAttach(uint64_t Page);
  void insert(Mark *M);
  template <class Function> void forEachStoredWord(Function F) const;
  bool reportVolatilePointers();
  void refresh();
  void forget();
  void undoStepsTo(size_t Count);
  bool reportLogAfterFree(uint64_t Begin, uint64_t End);

  WatchedPool &Watched;
  std::vector<Mark *> Marks;
  std::vector<Mark *> Table; ///< the same by page, open addressing
  std::vector<Step> Steps;
  std::vector<MarkedLine> Lines; ///< in nested blocks
  std::vector<Level> Levels;
};

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_TRANSACTIONWATCH_H
