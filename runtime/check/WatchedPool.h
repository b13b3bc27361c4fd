//===-- runtime/check/WatchedPool.h - A pool whose changes are checked ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_WATCHEDPOOL_H
#define STET_RUNTIME_CHECK_WATCHEDPOOL_H

#include "Mode.h"
#include "ObjectMap.h"
#include "PageTable.h"
#include "Report.h"
#include "Types.h"

#include <atomic>

namespace stet {
class Pool;
struct VariableEntry;
} // namespace stet

namespace stet::check {

/// What checked mode knows of one open pool. All under TheWatchLock.
class WatchedPool {
public:
  explicit WatchedPool(Pool &P);
  ~WatchedPool();

  Pool &pool() const { return Owner; }
  ObjectMap &objects() { return Objects; }
  PageTable &pages() { return Pages; }

  /// New ones, or ones that are known.
  void addVariable(const VariableEntry &Entry);
  void addRoot() { beginWatching(noteRoot()); }
  /// The program may change these bytes without logging them.
  void exempt(uint64_t Begin, uint64_t End);

  /// Another thread runs transactions on the pool.
  void noteThread() { ++Threads; }

  /// Whether any of its types is known to hold pointers.
  bool hasPointers() const { return HasPointers; }

  Mark *attach(uint64_t Page);
  void detach(Mark *M);

  /// Reports what of the page's objects has changed and is logged by no running
  /// transaction, as changes of the kind `What` by `By` (null:
  /// unknown). The image has it then. Returns whether there was anything.
  bool compare(OpenPage &P, Change What, const Writer *By = nullptr);
  /// The same for pages that are open: all when they are few, or when there is time, or when the
  /// user wants it; else some of them in turn.
  bool compareOthers(Change What);
  bool comparesAllAtOnce() const { return Pages.openCount() <= Few || comparesAllPages(); }
  bool compareAll(Change What);
  /// Takes what the range holds now as right, whatever it was.
  void accept(uint64_t Begin, uint64_t End);
  /// Closes open pages when there are too many.
  void closeSome();

  /// Whether a store of the program's to the byte is none of checked mode's business.
  bool isExempt(uint64_t Offset) const;

private:
  static constexpr size_t Few = 8;
  using Range = std::pair<uint64_t, uint64_t>;
  Range noteVariable(const VariableEntry &Entry);
  Range noteRoot();
  void beginWatching(Range R);
  void findObjects();
  void protectObjects();
  bool judge(OpenPage &P, uint64_t Begin, uint64_t End, Change What, const Writer *By);
  bool isReused(const Object &O) const;

  Pool &Owner;
  ObjectMap Objects;
  PageTable Pages;
  Slab<Mark> Marks;
  std::map<const VariableEntry *, VariableTypes> Types;
  std::map<uint64_t, uint64_t> Exempt; ///< from, to
  size_t NextOther = 0;
  uint64_t LastCompared = 0;        ///< when compareOthers ended
  uint64_t ComparingTime = 0;       ///< that it has left
  std::atomic<unsigned> Threads{0}; ///< that have run transactions
  bool SaidDegraded = false, HasPointers = false;
};

/// The watched pool that the address lies in, or nullptr.
WatchedPool *watchedPoolOf(const void *Address);

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_WATCHEDPOOL_H
