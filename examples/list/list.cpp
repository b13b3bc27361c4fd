//===-- examples/list/list.cpp - A list that survives its program -----------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include <cstdio>
#include <cstdlib>
#include <stet.h>

struct [[persistent]] node { long value; node *next; };   // 1. objects of this type live in the pool
[[persistent]] node *head;                                // 2. this variable keeps its value across runs

void push(long v) {
  transaction <> {                                        // 3. all of this happens, or none of it
    head = new node{v, head};
  }
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; ++i)
    push(std::atol(argv[i]));
  for (node *n = head; n; n = n->next)
    std::printf("%ld ", n->value);
  std::puts("");
}
