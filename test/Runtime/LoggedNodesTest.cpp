//===-- test/Runtime/LoggedNodesTest.cpp - Nodes of std::map and std::list ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions that replace libstdc++'s own leave the nodes linked exactly as these do.
//
//===----------------------------------------------------------------------===//
#include <gtest/gtest.h>
#include <list>
#include <map>
#include <random>
#include <stet/cxxlibrary.h>
#include <vector>

using Node = stet_cxx_tree_node;
using ListNode = stet_cxx_list_node;
using StdNode = std::_Rb_tree_node_base;
using StdListNode = std::__detail::_List_node_base;

static_assert(sizeof(Node) == sizeof(StdNode) && sizeof(ListNode) == sizeof(StdListNode));

namespace {

StdNode *toStd(Node *N) { return reinterpret_cast<StdNode *>(N); }
StdListNode *toStd(ListNode *N) { return reinterpret_cast<StdListNode *>(N); }

struct KeyedNode {
  Node Links;
  int Key;
};

/// A tree of numbered nodes, where -1 is none and -2 the header.
class Tree {
public:
  explicit Tree(bool IsOurs) : IsOurs(IsOurs), Nodes(Count) {
    Header.left = Header.right = &Header;
    for (int I = 0; I < Count; ++I)
      Nodes[I].Key = I;
  }

  bool contains(int Key) const { return Nodes[Key].Links.parent; }

  void insert(int Key) {
    Node *Parent = &Header, *At = Header.parent;
    bool IsLeft = true;
    while (At) {
      Parent = At;
      IsLeft = Key < keyOf(At);
      At = IsLeft ? At->left : At->right;
    }
    Node *New = &Nodes[Key].Links;
    if (IsOurs)
      stet_cxx_tree_insert(IsLeft, New, Parent, &Header);
    else
      std::_Rb_tree_insert_and_rebalance(IsLeft, toStd(New), toStd(Parent), *toStd(&Header));
  }

  void erase(int Key) {
    Node *Old = &Nodes[Key].Links;
    Node *Erased = Old;
    if (IsOurs)
      Erased = stet_cxx_tree_erase(Old, &Header);
    else
      Erased =
          reinterpret_cast<Node *>(std::_Rb_tree_rebalance_for_erase(toStd(Old), *toStd(&Header)));
    EXPECT_EQ(Erased, Old);
    *Old = {};
  }

  /// Number, colour and links of each node.
  std::vector<std::vector<int>> shape() const {
    std::vector<std::vector<int>> Result{linksOf(Header)};
    for (const KeyedNode &N : Nodes)
      if (N.Links.parent)
        Result.push_back({N.Key, int(N.Links.color)}), append(Result.back(), linksOf(N.Links));
    return Result;
  }

  static constexpr int Count = 200;

private:
  static int keyOf(const Node *N) { return reinterpret_cast<const KeyedNode *>(N)->Key; }
  int number(const Node *N) const { return !N ? -1 : N == &Header ? -2 : keyOf(N); }
  std::vector<int> linksOf(const Node &N) const {
    return {number(N.parent), number(N.left), number(N.right)};
  }
  static void append(std::vector<int> &To, const std::vector<int> &From) {
    To.insert(To.end(), From.begin(), From.end());
  }

  bool IsOurs;
  Node Header{};
  std::vector<KeyedNode> Nodes;
};

TEST(LoggedTrees, HaveTheShapeOfTheLibrarysOwn) {
  std::mt19937 Random(1);
  Tree Ours(true), Theirs(false);
  for (int Step = 0; Step < 20000; ++Step) {
    int Key = Random() % Tree::Count;
    // Grows, shrinks to nothing, and so on.
    bool IsGrowing = Step / 1000 % 2 == 0;
    if (Ours.contains(Key) ? (IsGrowing && Random() % 2) : (!IsGrowing && Random() % 4))
      continue;
    for (Tree *T : {&Ours, &Theirs})
      T->contains(Key) ? T->erase(Key) : T->insert(Key);
    ASSERT_EQ(Ours.shape(), Theirs.shape()) << "step " << Step;
  }
}

/// Some rings of numbered nodes, the first of each its list.
struct Rings {
  static constexpr int Lists = 3, Count = 40;
  ListNode Nodes[Count];

  Rings() {
    for (ListNode &N : Nodes)
      N = {&N, &N};
  }
  std::vector<int> shape() const {
    std::vector<int> Result;
    for (const ListNode &N : Nodes)
      Result.insert(Result.end(), {int(N.next - Nodes), int(N.previous - Nodes)});
    return Result;
  }
  bool isAlone(int Number) const { return Nodes[Number].next == &Nodes[Number]; }
  /// The list that the node is in; its own number when it is in none.
  int listOf(int Number) const {
    const ListNode *N = &Nodes[Number];
    for (int Steps = 0; Steps < Count && N - Nodes >= Lists; ++Steps)
      N = N->next;
    return N - Nodes < Lists ? int(N - Nodes) : Number;
  }
};

TEST(LoggedLists, HaveTheShapeOfTheLibrarysOwn) {
  std::mt19937 Random(2);
  Rings Ours, Theirs;
  for (int Step = 0; Step < 20000; ++Step) {
    int List = Random() % Rings::Lists, Other = Random() % Rings::Lists;
    int Number = Rings::Lists + Random() % (Rings::Count - Rings::Lists);
    ListNode *L = &Ours.Nodes[List], *O = &Ours.Nodes[Other], *N = &Ours.Nodes[Number];
    StdListNode *TL = toStd(&Theirs.Nodes[List]), *TO = toStd(&Theirs.Nodes[Other]),
                *TN = toStd(&Theirs.Nodes[Number]);
    switch (Random() % 8) {
    default:
      if (Ours.isAlone(Number)) {
        stet_cxx_list_hook(N, L);
        TN->_M_hook(TL);
      }
      break;
    case 4:
      if (!Ours.isAlone(Number)) {
        stet_cxx_list_unhook(N);
        TN->_M_unhook();
        *N = {N, N};
        Theirs.Nodes[Number] = {&Theirs.Nodes[Number], &Theirs.Nodes[Number]};
      }
      break;
    case 5: // from a node to the end of its list, before another list's end
      if (int From = Ours.listOf(Number); From < Rings::Lists && From != List) {
        stet_cxx_list_transfer(L, N, &Ours.Nodes[From]);
        TL->_M_transfer(TN, toStd(&Theirs.Nodes[From]));
      }
      break;
    case 6:
      stet_cxx_list_reverse(L);
      TL->_M_reverse();
      break;
    case 7:
      if (List != Other) {
        stet_cxx_list_swap(L, O);
        StdListNode::swap(*TL, *TO);
      }
      break;
    }
    ASSERT_EQ(Ours.shape(), Theirs.shape()) << "step " << Step;
  }
}

} // namespace
