//===-- runtime/check/ObjectMap.h - Which objects a pool has ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_OBJECTMAP_H
#define STET_RUNTIME_CHECK_OBJECTMAP_H

#include <cstddef>
#include <cstdint>
#include <map>

namespace stet {
struct VariableEntry;
}

namespace stet::check {
struct Type;

/// Memory of the program's: an object of the heap, a variable, the pool's root; or what
/// was an object, until the heap hands its memory out again.
struct Object {
  enum States : uint8_t {
    Live,
    Fresh,   ///< allocated by a running transaction
    Freeing, ///< freed by a running transaction
    Freed,
  };
  uint64_t End = 0; ///< offset in the pool; the beginning is the map's key
  States State = Live;
  bool IsRoot = false;
  uint64_t Stamp = 0;                      ///< Pool::HeapUses when it was freed
  const void *Owner = nullptr;             ///< the transaction, when it is Fresh or Freeing
  const VariableEntry *Variable = nullptr; ///< of a variable
  /// Of its elements, when known; the first one's offset in it, and how many there are for
  /// sure. A variable is one element.
  const Type *ElementType = nullptr;
  uint64_t ElementsAt = 0, ElementCount = 0;

  bool isGone() const { return State == Freeing || State == Freed; }
};

/// All of them, by offset in the pool; disjoint. Under TheWatchLock.
class ObjectMap {
public:
  using Entry = std::pair<const uint64_t, Object>;

  /// Takes the place of what lay there.
  Object &add(uint64_t Begin, const Object &New);
  void remove(uint64_t Begin) { Objects.erase(Begin); }

  /// The object that begins there, or nullptr.
  Object *at(uint64_t Begin) {
    auto Found = Objects.find(Begin);
    return Found == Objects.end() ? nullptr : &Found->second;
  }
  /// The object that the byte lies in, or nullptr.
  Entry *around(uint64_t Offset) {
    Entry *E = firstEndingBehind(Offset);
    return E && E->first <= Offset ? E : nullptr;
  }
  bool overlaps(uint64_t Begin, uint64_t End) {
    Entry *E = firstEndingBehind(Begin);
    return E && E->first < End;
  }
  /// The first object that ends behind the byte, or nullptr.
  Entry *firstEndingBehind(uint64_t Offset);

  auto begin() { return Objects.begin(); }
  auto end() { return Objects.end(); }

private:
  std::map<uint64_t, Object> Objects;
};

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_OBJECTMAP_H
