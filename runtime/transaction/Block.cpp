//===-- runtime/transaction/Block.cpp - The running transaction blocks of a thread ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Block.h"

using namespace stet;

thread_local constinit Blocks stet::ThisBlocks __attribute__((tls_model("initial-exec")));

struct Blocks::Group {
  static constexpr size_t Count = 8;
  Group *Earlier;
  Block Members[Count];
};

Block *Blocks::grow() {
  auto *New = new Group();
  for (size_t I = 0; I + 1 < Group::Count; ++I)
    New->Members[I].Inner = &New->Members[I + 1];
  if (Top)
    Top->Inner = &New->Members[0];
  New->Earlier = Groups;
  Groups = New;
  return &New->Members[0];
}

void Blocks::acquireLocks(size_t Count, const __stet_argument *Arguments) {
  if (!Locks)
    Locks = new HeldLocks;
  Locks->acquire(Count, Arguments);
}

void Blocks::endThread() {
  while (Group *Last = Groups) {
    Groups = Last->Earlier;
    delete Last;
  }
  delete Locks;
  *this = Blocks();
}
