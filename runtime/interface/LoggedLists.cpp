//===-- runtime/interface/LoggedLists.cpp - Nodes of std::list ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LoggedField.h"

#include <stet/cxxlibrary.h>

using namespace stet;
using Node = stet_cxx_list_node;

static void join(Node *First, Node *Second) {
  assign(First->next, Second);
  assign(Second->previous, First);
}

void stet_cxx_list_hook(Node *New, Node *Before) noexcept {
  Node *Previous = Before->previous;
  join(New, Before);
  join(Previous, New);
}

void stet_cxx_list_unhook(Node *Removed) noexcept { join(Removed->previous, Removed->next); }

void stet_cxx_list_transfer(Node *Before, Node *First, Node *End) noexcept {
  if (Before == End || First == End)
    return;
  Node *Last = End->previous, *BeforeFirst = First->previous, *Previous = Before->previous;
  join(BeforeFirst, End);
  join(Previous, First);
  join(Last, Before);
}

void stet_cxx_list_reverse(Node *List) noexcept {
  Node *At = List;
  do {
    swapFields(At->next, At->previous);
    At = At->previous; // which was the next one
  } while (At != List);
}

/// Makes the neighbours of a list's end point to it, which was copied from `Old`.
static void adopt(Node *List, const Node *Old) {
  if (List->next == Old) { // an empty one
    assign(List->next, List);
    assign(List->previous, List);
  } else {
    assign(List->next->previous, List);
    assign(List->previous->next, List);
  }
}

void stet_cxx_list_swap(Node *One, Node *Other) noexcept {
  if (One == Other)
    return;
  swapFields(One->next, Other->next);
  swapFields(One->previous, Other->previous);
  adopt(One, Other);
  adopt(Other, One);
}
