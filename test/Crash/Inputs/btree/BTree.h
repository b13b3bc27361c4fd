//===-- test/Crash/Inputs/btree/BTree.h - An ordered map of numbers -------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_CRASH_BTREE_H
#define STET_TEST_CRASH_BTREE_H

#include <cstddef>
#include <cstdint>
#include <stet.h>
#include <string>

/// A B-tree as the text books have it (Cormen et al., Introduction to Algorithms,
/// chapter 18): every node but the root has between MinDegree - 1 and 2 * MinDegree - 1
/// keys; insertion splits full nodes on the way down, deletion borrows from siblings or
/// merges with them on the way down.
class BTree {
public:
  using Key = uint64_t;
  using Value = uint64_t;

  BTree() = default;
  BTree(const BTree &) = delete;
  BTree &operator=(const BTree &) = delete;

  /// The value of `K`, nullptr when there is none.
  const Value *find(Key K) const;

  /// Inserts a pair, or replaces the value of a key that is there. Returns whether the
  /// key is new.
  bool insert(Key K, Value V);

  /// Returns whether the key was there.
  bool erase(Key K);

  /// Removes everything.
  void clear();

  /// Finds the smallest key that is at least `K`. Returns whether there is one.
  bool lowerBound(Key K, Key &FoundKey, Value &FoundValue) const;

  /// Calls Visit(Key, Value) in the order of the keys.
  template <class Visitor> void forEach(Visitor Visit) const {
    if (Root)
      visit(*Root, Visit);
  }

  size_t size() const { return Size; }

  /// The number of levels; 0 when the tree is empty.
  unsigned height() const;

  /// Checks every invariant of the structure. Returns "" or what is wrong.
  std::string check() const;

private:
  static constexpr unsigned MinDegree = 4;
  static constexpr unsigned MaxKeys = 2 * MinDegree - 1;

  struct [[persistent]] Node {
    unsigned Count = 0; // of keys
    bool IsLeaf = true;
    Key Keys[MaxKeys] = {};
    Value Values[MaxKeys] = {};
    Node *Children[MaxKeys + 1] = {};

    bool isFull() const { return Count == MaxKeys; }
    /// The index of the first key that is not less than `K`.
    unsigned position(Key K) const;
    void insertAt(unsigned Index, Key K, Value V);
    void removeAt(unsigned Index);
    void insertChildAt(unsigned Index, Node *Child);
    void removeChildAt(unsigned Index);
  };

  template <class Visitor> static void visit(const Node &N, Visitor &Visit) {
    for (unsigned I = 0; I < N.Count; ++I) {
      if (!N.IsLeaf)
        visit(*N.Children[I], Visit);
      Visit(N.Keys[I], N.Values[I]);
    }
    if (!N.IsLeaf)
      visit(*N.Children[N.Count], Visit);
  }

  static void splitChild(Node &Parent, unsigned Index);
  static void insertInto(Node &N, Key K, Value V);
  static void borrowFromLeft(Node &Parent, unsigned Index);
  static void borrowFromRight(Node &Parent, unsigned Index);
  static void mergeWithRight(Node &Parent, unsigned Index);
  static unsigned refill(Node &Parent, unsigned Index);
  static void eraseFrom(Node &N, Key K);
  static void replaceByPredecessor(Node &N, unsigned Index);
  static void replaceBySuccessor(Node &N, unsigned Index);
  static void destroy(Node *N);

  struct CheckState;
  static void checkNode(const Node &N, unsigned Depth, CheckState &State);

  Node *Root = nullptr;
  size_t Size = 0;
};

#endif // STET_TEST_CRASH_BTREE_H
