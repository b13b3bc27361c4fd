//===-- runtime/heap/TransactionalHeap.h - Allocations that a commit makes real ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_HEAP_TRANSACTIONALHEAP_H
#define STET_RUNTIME_HEAP_TRANSACTIONALHEAP_H

#include <cstddef>
#include <cstdint>
#include <libpmemobj/action_base.h>
#include <vector>

namespace stet {
class Pool;

/// What one transaction allocates and frees in one pool. Until publish() nothing
/// of it is in the file: a crash, and cancel(), leave the heap as it was.
///
/// Memory that another thread may get must not have undo records of this
/// transaction, or recovery would write into what that thread has committed. So an
/// object that was allocated and freed in the same transaction goes back to the
/// heap at once only when no nested block has begun between (nothing saves the
/// bytes of an object that is fresh at its level), and else after the log is empty.
class TransactionalHeap {
public:
  explicit TransactionalHeap(Pool &P) : Owner(P) {}

  /// Reserves an object of `Size` bytes, aligned to 16. nullptr after
  /// setError(ENOMEM).
  void *allocate(size_t Size);
  /// The same with an alignment of a power of two above 16; freed by freeAligned.
  void *allocateAligned(size_t Size, size_t Alignment);

  /// Frees an object when the transaction commits. Ends the program when there is
  /// no such object, or this transaction has freed it already. Returns how many
  /// bytes from the object on were given back to the heap at once: 0, or the size
  /// that it was allocated with.
  /// `Named` is what messages call the object.
  size_t free(void *Object, const void *Named);
  /// The start of what allocateAligned reserved for the object; pass it to free.
  static void *baseOfAligned(void *Object);
  /// How many bytes it reserved.
  static size_t bytesForAligned(size_t Size, size_t Alignment);

  /// Bytes that the object has room for; ends the program as free does.
  size_t usableSize(const void *Object) const;

  /// The user has been told that the object has `Size` bytes, which fit in its room.
  /// Returns the size so far when that was less and free may give the object back at
  /// once: the bytes behind it must be fresh then. Else 0: nothing needs to be done.
  size_t growInPlace(const void *Object, size_t Size);

  bool empty() const { return Steps.empty(); }
  /// Whether publish() would free anything.
  bool frees() const;
  /// About how many bytes publish() makes libpmemobj flush.
  size_t bytesToPublish() const { return Steps.size() * 512; }

  /// A nested block; its abort cancels what it did.
  void beginNested();
  void commitNested() { LevelBegin.pop_back(); }
  void abortNested();

  /// Makes all of it real and sets *Word to Value (Word may be null), atomically
  /// and durably. Returns false after setError(ENOMEM), with nothing changed, when
  /// the pool is too full even for the list of changes.
  bool publish(uint64_t *Word, uint64_t Value);
  /// Forgets all of it.
  void cancel();

private:
  /// One allocation or deallocation, in the order in which they happened.
  struct Step {
    enum : uint32_t {
      Allocate,
      AllocateAndFree, ///< an Allocate whose object was freed later
      Free,
      FreeOwn, ///< of an object of this transaction: see Target
      Gone,    ///< allocated and given back at once
    } Kind;
    uint32_t Target;       ///< FreeOwn: position of the AllocateAndFree
    uint64_t Offset;       ///< of the object
    uint64_t Size;         ///< that was asked for, last by growInPlace
    uint64_t NestedBefore; ///< NestedBegun at that time
    pobj_action Action;    ///< libpmemobj's part of it, none in FreeOwn and Gone
  };

  void record(const Step &S);
  /// Whether free gives the object of an Allocate back at once.
  bool isGivenBackAtOnce(const Step &S) const {
    bool OfThisLevel = LevelBegin.empty() || size_t(&S - Steps.data()) >= LevelBegin.back();
    return OfThisLevel && S.NestedBefore == NestedBegun;
  }
  /// The last step with the object at `Offset` that is not Gone, or nullptr.
  Step *find(uint64_t Offset);
  const Step *find(uint64_t Offset) const {
    return const_cast<TransactionalHeap *>(this)->find(Offset);
  }
  void index(size_t Position);
  void rebuildIndex();
  void clear();
  [[noreturn]] void badFree(const void *Object, const char *Why) const;

  Pool &Owner;
  std::vector<Step> Steps;
  std::vector<size_t> LevelBegin; ///< Steps.size() when each nested block began
  uint64_t NestedBegun = 0;
  std::vector<uint32_t> Index; ///< open addressing by offset: position + 1
};

} // namespace stet

#endif // STET_RUNTIME_HEAP_TRANSACTIONALHEAP_H
