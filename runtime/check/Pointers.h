//===-- runtime/check/Pointers.h - Pointers that lie in persistent memory ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The types of variables are known. What an object of the heap is, the pointers say that
// lead to it: a `node *` to its beginning makes it a node, another one further in makes it
// an array of them.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_POINTERS_H
#define STET_RUNTIME_CHECK_POINTERS_H

#include "ObjectMap.h"

#include <string>
#include <vector>

namespace stet::check {
class WatchedPool;

/// The pointers of one pool. Under TheWatchLock. Places are offsets in the pool, which are
/// multiples of a pointer's size.
class Pointers {
public:
  explicit Pointers(WatchedPool &P) : Watched(P) {}

  /// Learns from the pointer at the place, if there is one, what it leads to, and what that
  /// leads to.
  void learn(uint64_t Place);
  /// The same for all pointers of an object.
  void learnFromAll(ObjectMap::Entry &E);

  /// Reports the pointer at the place if it leads to volatile memory.
  bool reportVolatile(uint64_t Place);

private:
  ObjectMap::Entry *around(uint64_t Place);
  void learnTarget(const char *Target, const Type &Of);
  void learnFromPending();

  WatchedPool &Watched;
  ObjectMap::Entry *Last = nullptr;        ///< that was asked for
  std::vector<ObjectMap::Entry *> Pending; ///< of which more is known now
};

/// "node::next", "table[3].first": what lies there, "" when it is not known.
std::string nameOfMember(const ObjectMap::Entry &E, uint64_t Offset);

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_POINTERS_H
