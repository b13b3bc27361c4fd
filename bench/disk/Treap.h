//===-- bench/disk/Treap.h - An ordered map, for contenders without one of their own ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_TREAP_H
#define STET_BENCH_DISK_TREAP_H

#include <cstdint>

namespace bench::disk {

/// A search tree that is a heap by a hash of its keys, and so balanced. Node has Key,
/// Left and Right. Heap has
///   Node *make(uint32_t Key, uint64_t Value)   with no children
///   void destroy(Node *)
///   void willChange(Node **)                   called before each store to a link
template <class Node, class Heap> class Treap {
public:
  Treap(Node **Root, Heap Allocator) : Root(Root), Allocator(Allocator) {}

  /// The key must be absent.
  void insert(uint32_t Key, uint64_t Value) {
    Node **Link = Root;
    while (*Link && priority((*Link)->Key) > priority(Key))
      Link = Key < (*Link)->Key ? &(*Link)->Left : &(*Link)->Right;
    Node *New = Allocator.make(Key, Value);
    split(*Link, Key, &New->Left, &New->Right);
    set(Link, New);
  }

  /// Returns whether the key was present.
  bool remove(uint32_t Key) {
    Node **Link = Root;
    while (*Link && (*Link)->Key != Key)
      Link = Key < (*Link)->Key ? &(*Link)->Left : &(*Link)->Right;
    Node *Old = *Link;
    if (!Old)
      return false;
    merge(Old->Left, Old->Right, Link);
    Allocator.destroy(Old);
    return true;
  }

private:
  static uint32_t priority(uint32_t Key) {
    uint64_t Hash = (Key + 1) * 0x9E3779B97F4A7C15;
    return (Hash ^ Hash >> 29) * 0xBF58476D1CE4E5B9 >> 32;
  }

  void set(Node **Link, Node *To) {
    if (*Link == To)
      return;
    Allocator.willChange(Link);
    *Link = To;
  }

  /// Puts the nodes below Key to Less, those above it to Greater.
  void split(Node *From, uint32_t Key, Node **Less, Node **Greater) {
    while (From) {
      Node **&Side = From->Key < Key ? Less : Greater;
      Node **Next = From->Key < Key ? &From->Right : &From->Left;
      set(Side, From);
      Side = Next;
      From = *Next;
    }
    set(Less, nullptr);
    set(Greater, nullptr);
  }

  /// All keys of Less are below all keys of Greater.
  void merge(Node *Less, Node *Greater, Node **Link) {
    while (Less && Greater) {
      bool LessIsAbove = priority(Less->Key) > priority(Greater->Key);
      Node *&Above = LessIsAbove ? Less : Greater;
      set(Link, Above);
      Link = LessIsAbove ? &Above->Right : &Above->Left;
      Above = *Link;
    }
    set(Link, Less ? Less : Greater);
  }

  Node **Root;
  Heap Allocator;
};

} // namespace bench::disk

#endif // STET_BENCH_DISK_TREAP_H
