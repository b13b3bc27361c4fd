//===-- runtime/interface/LoggedTrees.cpp - Nodes of std::map and std::set ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Red-black trees, after Cormen, Leiserson, Rivest and Stein, "Introduction to
// Algorithms". A missing child is null and counts as black.
//
//===----------------------------------------------------------------------===//
#include "LoggedField.h"

#include <stet/cxxlibrary.h>

using namespace stet;
using Node = stet_cxx_tree_node;

static constexpr uint32_t Red = 0, Black = 1;

static bool isBlack(const Node *N) { return !N || N->color == Black; }

/// What the two directions differ in.
struct Side {
  Node *Node::*Near;
  Node *Node::*Far;
};
static constexpr Side Left = {&Node::left, &Node::right};
static constexpr Side Right = {&Node::right, &Node::left};

static Side sideOf(const Node *Child) { return Child->parent->left == Child ? Left : Right; }

/// Puts `New`, which may be null, where `Old` hangs.
static void replaceAtParent(const Node *Old, Node *New, Node *Header) {
  Node *Parent = Old->parent;
  if (Header->parent == Old)
    assign(Header->parent, New);
  else
    assign(Parent->left == Old ? Parent->left : Parent->right, New);
  if (New)
    assign(New->parent, Parent);
}

/// `Top` becomes the near child of what was its far one.
static void rotate(Node *Top, Side S, Node *Header) {
  Node *Rising = Top->*S.Far;
  Node *Moved = Rising->*S.Near;
  assign(Top->*S.Far, Moved);
  if (Moved)
    assign(Moved->parent, Top);
  replaceAtParent(Top, Rising, Header);
  assign(Rising->*S.Near, Top);
  assign(Top->parent, Rising);
}

// -- Insertion -------------------------------------------------------------------

static void link(Node *New, Node *Parent, bool IsLeft, Node *Header) {
  assign(New->parent, Parent);
  assign(New->left, nullptr);
  assign(New->right, nullptr);
  assign(New->color, Red);
  if (Parent == Header) { // the first node
    assign(Header->parent, New);
    assign(Header->left, New);
    assign(Header->right, New);
  } else if (IsLeft) {
    assign(Parent->left, New);
    if (Header->left == Parent)
      assign(Header->left, New);
  } else {
    assign(Parent->right, New);
    if (Header->right == Parent)
      assign(Header->right, New);
  }
}

void stet_cxx_tree_insert(bool IsLeft, Node *New, Node *Parent, Node *Header) noexcept {
  link(New, Parent, IsLeft, Header);
  for (Node *At = New; At != Header->parent && At->parent->color == Red;) {
    Node *Grandparent = At->parent->parent;
    Side S = sideOf(At->parent);
    Node *Uncle = Grandparent->*S.Far;
    if (!isBlack(Uncle)) {
      assign(At->parent->color, Black);
      assign(Uncle->color, Black);
      assign(Grandparent->color, Red);
      At = Grandparent;
      continue;
    }
    if (At == At->parent->*S.Far) {
      At = At->parent;
      rotate(At, S, Header);
    }
    assign(At->parent->color, Black);
    assign(Grandparent->color, Red);
    rotate(Grandparent, {S.Far, S.Near}, Header);
  }
  assign(Header->parent->color, Black);
}

// -- Removal ---------------------------------------------------------------------

static Node *outermost(Node *From, Node *Node::*Direction) {
  while (From->*Direction)
    From = From->*Direction;
  return From;
}

/// The first and last node of the tree are about to change if they are `Removed`.
static void moveEnds(Node *Removed, Node *Header) {
  if (Header->left == Removed)
    assign(Header->left, Removed->right ? outermost(Removed->right, &Node::left) : Removed->parent);
  if (Header->right == Removed)
    assign(Header->right, Removed->left ? outermost(Removed->left, &Node::right) : Removed->parent);
}

/// Below `Parent`, where `Lacking` hangs, there is a black node less than elsewhere.
static void balance(Node *Lacking, Node *Parent, Node *Header) {
  while (Lacking != Header->parent && isBlack(Lacking)) {
    Side S = Parent->left == Lacking ? Left : Right;
    Node *Sibling = Parent->*S.Far;
    if (!isBlack(Sibling)) {
      assign(Sibling->color, Black);
      assign(Parent->color, Red);
      rotate(Parent, S, Header);
      Sibling = Parent->*S.Far;
    }
    if (isBlack(Sibling->left) && isBlack(Sibling->right)) {
      assign(Sibling->color, Red);
      Lacking = Parent;
      Parent = Parent->parent;
      continue;
    }
    if (isBlack(Sibling->*S.Far)) {
      assign((Sibling->*S.Near)->color, Black);
      assign(Sibling->color, Red);
      rotate(Sibling, {S.Far, S.Near}, Header);
      Sibling = Parent->*S.Far;
    }
    assign(Sibling->color, Parent->color);
    assign(Parent->color, Black);
    assign((Sibling->*S.Far)->color, Black);
    rotate(Parent, S, Header);
    return;
  }
  if (Lacking)
    assign(Lacking->color, Black);
}

/// Puts the successor of `Removed`, which has two children, in its place. What is
/// lacking then is lacking where the successor was.
static void replaceBySuccessor(Node *Removed, Node *Header) {
  Node *Successor = outermost(Removed->right, &Node::left);
  Node *Lacking = Successor->right;
  Node *Parent = Successor->parent == Removed ? Successor : Successor->parent;
  if (Parent != Successor) {
    replaceAtParent(Successor, Lacking, Header);
    assign(Successor->right, Removed->right);
    assign(Removed->right->parent, Successor);
  }
  assign(Successor->left, Removed->left);
  assign(Removed->left->parent, Successor);
  replaceAtParent(Removed, Successor, Header);
  uint32_t LostColor = Successor->color;
  assign(Successor->color, Removed->color);
  if (LostColor == Black)
    balance(Lacking, Parent, Header);
}

Node *stet_cxx_tree_erase(Node *Removed, Node *Header) noexcept {
  moveEnds(Removed, Header);
  if (Removed->left && Removed->right) {
    replaceBySuccessor(Removed, Header);
    return Removed;
  }
  Node *Child = Removed->left ? Removed->left : Removed->right;
  replaceAtParent(Removed, Child, Header);
  if (Removed->color == Black)
    balance(Child, Removed->parent, Header);
  return Removed;
}
