//===-- runtime/transaction/RestoredMemory.h - Volatile memory that an abort restores ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_RESTOREDMEMORY_H
#define STET_RUNTIME_TRANSACTION_RESTOREDMEMORY_H

#include "WriteSet.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <stet/abi.h>
#include <vector>

namespace stet {

/// Memory whose objects are gone: disjoint stretches.
class DeadMemory {
public:
  void add(uintptr_t Begin, uintptr_t End);
  bool overlaps(uintptr_t Begin, size_t Size) const;
  /// Calls F(Begin, End) for each part of [Begin, End) outside.
  template <class Function> void forEachOther(uintptr_t Begin, uintptr_t End, Function F) const {
    auto Next = Stretches.upper_bound(Begin);
    if (Next != Stretches.begin())
      Begin = std::max(Begin, std::prev(Next)->second);
    for (; Begin < End; ++Next) {
      bool IsLast = Next == Stretches.end() || Next->first >= End;
      F(Begin, IsLast ? End : Next->first);
      if (IsLast)
        return;
      Begin = Next->second;
    }
  }
  /// Begin → end.
  const std::map<uintptr_t, uintptr_t> &stretches() const { return Stretches; }

private:
  std::map<uintptr_t, uintptr_t> Stretches;
};

/// The undo list of one transaction for memory marked [[stet::restored]]. It lies in
/// ordinary memory: after a crash there is nothing to restore.
///
/// Levels are the depths of nested blocks, from 1. A record belongs to the level that
/// saved it; when that commits, to the one around it, unless the object dies first.
class RestoredMemory {
public:
  /// What is to be restored.
  struct Target {
    char *Address;
    size_t Size;
    stet_restoration *How; ///< nullptr: byte by byte
    uintptr_t Place;       ///< Address, or where on the stack its frame is (AddressSanitizer)
    unsigned Oldest;       ///< the outermost level whose abort finds it alive
  };

  /// The level that the list has been told of.
  unsigned level() const { return Level; }
  bool hasEscaped() const { return !Escaped.empty(); }

  /// Saves the bytes of a target that `InLevel` has not saved yet.
  /// Throws std::bad_alloc, and then has saved nothing.
  void saveBytes(const Target &T, unsigned InLevel);
  /// Saves all of it, unless InLevel has; when its address escapes, each level that
  /// begins from now on saves it too. Returns false when the object can't be copied.
  bool saveObject(const Target &T, unsigned InLevel, bool Escapes);

  /// The objects in these bytes are gone: nothing is restored there that was saved
  /// before. Also bytes of the stack, by their true place.
  void forget(uintptr_t Begin, uintptr_t End) noexcept;

  /// Begins `InLevel`; false when something that escaped can't be saved.
  bool beginNested(unsigned InLevel);
  void commitNested();
  void abortNested();

  /// Restores everything and forgets it. At the end of a thread its thread-local objects
  /// may have been destroyed: only bytes are restored.
  void rollBack(bool AtThreadEnd);
  /// Drops everything: the transaction has committed. Destroys copies, last of all.
  void clear();

private:
  struct Record {
    enum Kinds { Bytes, Object, Death } Kind;
    Target What;
    size_t BytesAt; ///< of Bytes, in Old
    void *Copy;     ///< of Object
  };

  void enterLevel(unsigned InLevel);
  void append(const Target &T, size_t BytesAt);
  bool appendCopy(const Target &T);
  /// Restores what was saved since record `From`.
  void undo(size_t From, bool AtThreadEnd);
  void dropEscaped(unsigned DeepestLevel);
  static void destroy(std::vector<Record> &Copies);

  std::vector<Record> Records;
  std::vector<char> Old;          ///< bytes
  std::vector<size_t> LevelStart; ///< where the records of levels 2, 3, … begin
  std::vector<Target> Escaped;
  WriteSet Covered; ///< keyed by address
  unsigned Level = 1;
  uintptr_t Lowest = UINTPTR_MAX, Highest = 0; ///< of all records
  DeadMemory *Undoing = nullptr;               ///< while undo() runs: what has died by now
};

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_RESTOREDMEMORY_H
