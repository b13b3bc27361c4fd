//===-- test/Crash/Inputs/btree/BTree.cpp - An ordered map of numbers -----===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BTree.h"

#include <algorithm>

// -- One node ---------------------------------------------------------------------------

unsigned BTree::Node::position(Key K) const {
  return std::lower_bound(Keys, Keys + Count, K) - Keys;
}

void BTree::Node::insertAt(unsigned Index, Key K, Value V) {
  std::move_backward(Keys + Index, Keys + Count, Keys + Count + 1);
  std::move_backward(Values + Index, Values + Count, Values + Count + 1);
  Keys[Index] = K;
  Values[Index] = V;
  ++Count;
}

void BTree::Node::removeAt(unsigned Index) {
  std::move(Keys + Index + 1, Keys + Count, Keys + Index);
  std::move(Values + Index + 1, Values + Count, Values + Index);
  --Count;
}

// The children are one more than the keys. Both functions run after the keys' count
// has been changed.

void BTree::Node::insertChildAt(unsigned Index, Node *Child) {
  std::move_backward(Children + Index, Children + Count, Children + Count + 1);
  Children[Index] = Child;
}

void BTree::Node::removeChildAt(unsigned Index) {
  std::move(Children + Index + 1, Children + Count + 2, Children + Index);
  Children[Count + 1] = nullptr;
}

// -- Search -------------------------------------------------------------------------------

const BTree::Value *BTree::find(Key K) const {
  const Node *N = Root;
  while (N) {
    unsigned Index = N->position(K);
    if (Index < N->Count && N->Keys[Index] == K)
      return &N->Values[Index];
    N = N->IsLeaf ? nullptr : N->Children[Index];
  }
  return nullptr;
}

bool BTree::lowerBound(Key K, Key &FoundKey, Value &FoundValue) const {
  bool Found = false;
  const Node *N = Root;
  while (N) {
    unsigned Index = N->position(K);
    if (Index < N->Count) {
      Found = true;
      FoundKey = N->Keys[Index];
      FoundValue = N->Values[Index];
      if (FoundKey == K)
        break;
    }
    N = N->IsLeaf ? nullptr : N->Children[Index];
  }
  return Found;
}

unsigned BTree::height() const {
  unsigned Levels = 0;
  for (const Node *N = Root; N; N = N->IsLeaf ? nullptr : N->Children[0])
    ++Levels;
  return Levels;
}

// -- Insertion ------------------------------------------------------------------------------

/// Splits the full child at `Index` in two around its middle key, which moves up.
void BTree::splitChild(Node &Parent, unsigned Index) {
  Node *Left = Parent.Children[Index];
  Node *Right = new Node;
  Right->IsLeaf = Left->IsLeaf;
  Right->Count = MinDegree - 1;
  std::copy(Left->Keys + MinDegree, Left->Keys + MaxKeys, Right->Keys);
  std::copy(Left->Values + MinDegree, Left->Values + MaxKeys, Right->Values);
  if (!Left->IsLeaf) {
    std::copy(Left->Children + MinDegree, Left->Children + MaxKeys + 1, Right->Children);
    std::fill(Left->Children + MinDegree, Left->Children + MaxKeys + 1, nullptr);
  }
  Left->Count = MinDegree - 1;
  Parent.insertAt(Index, Left->Keys[MinDegree - 1], Left->Values[MinDegree - 1]);
  Parent.insertChildAt(Index + 1, Right);
}

/// Inserts a key that is not there into the subtree of a node that is not full.
void BTree::insertInto(Node &N, Key K, Value V) {
  unsigned Index = N.position(K);
  if (N.IsLeaf) {
    N.insertAt(Index, K, V);
    return;
  }
  if (N.Children[Index]->isFull()) {
    splitChild(N, Index);
    if (N.Keys[Index] < K)
      ++Index;
  }
  insertInto(*N.Children[Index], K, V);
}

bool BTree::insert(Key K, Value V) {
  if (const Value *Old = find(K)) {
    *const_cast<Value *>(Old) = V;
    return false;
  }
  if (!Root)
    Root = new Node;
  if (Root->isFull()) {
    Node *NewRoot = new Node;
    NewRoot->IsLeaf = false;
    NewRoot->Children[0] = Root;
    Root = NewRoot;
    splitChild(*Root, 0);
  }
  insertInto(*Root, K, V);
  ++Size;
  return true;
}

// -- Deletion ---------------------------------------------------------------------------------

/// Moves a key from the left sibling through the parent into the child at `Index`.
void BTree::borrowFromLeft(Node &Parent, unsigned Index) {
  Node &Child = *Parent.Children[Index];
  Node &Left = *Parent.Children[Index - 1];
  Child.insertAt(0, Parent.Keys[Index - 1], Parent.Values[Index - 1]);
  Parent.Keys[Index - 1] = Left.Keys[Left.Count - 1];
  Parent.Values[Index - 1] = Left.Values[Left.Count - 1];
  if (!Child.IsLeaf) {
    Child.insertChildAt(0, Left.Children[Left.Count]);
    Left.Children[Left.Count] = nullptr;
  }
  --Left.Count;
}

/// Moves a key from the right sibling through the parent into the child at `Index`.
void BTree::borrowFromRight(Node &Parent, unsigned Index) {
  Node &Child = *Parent.Children[Index];
  Node &Right = *Parent.Children[Index + 1];
  Child.insertAt(Child.Count, Parent.Keys[Index], Parent.Values[Index]);
  Parent.Keys[Index] = Right.Keys[0];
  Parent.Values[Index] = Right.Values[0];
  if (!Child.IsLeaf)
    Child.Children[Child.Count] = Right.Children[0];
  Right.removeAt(0);
  if (!Right.IsLeaf)
    Right.removeChildAt(0);
}

/// Merges the child at `Index`, the key after it and the child after that into one.
void BTree::mergeWithRight(Node &Parent, unsigned Index) {
  Node &Left = *Parent.Children[Index];
  Node *Right = Parent.Children[Index + 1];
  Left.Keys[Left.Count] = Parent.Keys[Index];
  Left.Values[Left.Count] = Parent.Values[Index];
  std::copy(Right->Keys, Right->Keys + Right->Count, Left.Keys + Left.Count + 1);
  std::copy(Right->Values, Right->Values + Right->Count, Left.Values + Left.Count + 1);
  if (!Left.IsLeaf)
    std::copy(Right->Children, Right->Children + Right->Count + 1, Left.Children + Left.Count + 1);
  Left.Count += Right->Count + 1;
  Parent.removeAt(Index);
  Parent.removeChildAt(Index + 1);
  delete Right;
}

/// Sees to it that the child at `Index` has a key to spare. Returns the index of the
/// child that holds its keys afterwards.
unsigned BTree::refill(Node &Parent, unsigned Index) {
  if (Parent.Children[Index]->Count >= MinDegree)
    return Index;
  if (Index > 0 && Parent.Children[Index - 1]->Count >= MinDegree) {
    borrowFromLeft(Parent, Index);
    return Index;
  }
  if (Index < Parent.Count && Parent.Children[Index + 1]->Count >= MinDegree) {
    borrowFromRight(Parent, Index);
    return Index;
  }
  if (Index == Parent.Count)
    --Index;
  mergeWithRight(Parent, Index);
  return Index;
}

/// Overwrites the key at `Index` by the largest one below it, and erases that.
void BTree::replaceByPredecessor(Node &N, unsigned Index) {
  const Node *Last = N.Children[Index];
  while (!Last->IsLeaf)
    Last = Last->Children[Last->Count];
  N.Keys[Index] = Last->Keys[Last->Count - 1];
  N.Values[Index] = Last->Values[Last->Count - 1];
  eraseFrom(*N.Children[Index], N.Keys[Index]);
}

/// Overwrites the key at `Index` by the smallest one above it, and erases that.
void BTree::replaceBySuccessor(Node &N, unsigned Index) {
  const Node *First = N.Children[Index + 1];
  while (!First->IsLeaf)
    First = First->Children[0];
  N.Keys[Index] = First->Keys[0];
  N.Values[Index] = First->Values[0];
  eraseFrom(*N.Children[Index + 1], N.Keys[Index]);
}

/// Erases a key that is there from the subtree of a node that has a key to spare.
void BTree::eraseFrom(Node &N, Key K) {
  unsigned Index = N.position(K);
  bool IsHere = Index < N.Count && N.Keys[Index] == K;
  if (N.IsLeaf) {
    if (IsHere)
      N.removeAt(Index);
    return;
  }
  if (!IsHere) {
    Index = refill(N, Index);
    eraseFrom(*N.Children[Index], K);
  } else if (N.Children[Index]->Count >= MinDegree) {
    replaceByPredecessor(N, Index);
  } else if (N.Children[Index + 1]->Count >= MinDegree) {
    replaceBySuccessor(N, Index);
  } else {
    mergeWithRight(N, Index);
    eraseFrom(*N.Children[Index], K);
  }
}

bool BTree::erase(Key K) {
  if (!find(K))
    return false;
  eraseFrom(*Root, K);
  if (Root->Count == 0) {
    Node *Old = Root;
    Root = Old->IsLeaf ? nullptr : Old->Children[0];
    delete Old;
  }
  --Size;
  return true;
}

void BTree::destroy(Node *N) {
  if (!N->IsLeaf)
    for (unsigned I = 0; I <= N->Count; ++I)
      destroy(N->Children[I]);
  delete N;
}

void BTree::clear() {
  if (Root)
    destroy(Root);
  Root = nullptr;
  Size = 0;
}

// -- Invariants -----------------------------------------------------------------------------

struct BTree::CheckState {
  const BTree &Tree;
  unsigned Height;
  size_t Keys = 0;
  bool HasLast = false;
  Key Last = 0;
  std::string Error = {};

  void require(bool Holds, const char *What) {
    if (!Holds && Error.empty())
      Error = What;
  }
};

void BTree::checkNode(const Node &N, unsigned Depth, CheckState &State) {
  State.require(N.Count <= MaxKeys, "a node has too many keys");
  State.require(&N == State.Tree.Root || N.Count >= MinDegree - 1, "a node has too few keys");
  State.require(N.Count > 0, "a node is empty");
  State.require(N.IsLeaf == (Depth == State.Height), "a leaf is at the wrong depth");
  if (!State.Error.empty())
    return;
  for (unsigned I = 0; I <= N.Count; ++I) {
    if (!N.IsLeaf) {
      State.require(N.Children[I], "a child is missing");
      if (!State.Error.empty())
        return;
      checkNode(*N.Children[I], Depth + 1, State);
    }
    if (I == N.Count)
      break;
    State.require(!State.HasLast || State.Last < N.Keys[I], "the keys are out of order");
    State.HasLast = true;
    State.Last = N.Keys[I];
    ++State.Keys;
  }
}

std::string BTree::check() const {
  CheckState State = {*this, height()};
  if (Root)
    checkNode(*Root, 1, State);
  State.require(State.Keys == Size, "the size is not the number of keys");
  return State.Error;
}
