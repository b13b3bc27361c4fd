//===-- runtime/interface/Snapshot.cpp - Entry points for snapshots ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "../transaction/Transaction.h"

using namespace stet;

void stet_snapshot(const void *Address, size_t Size) noexcept {
  Transaction &T = ThisTransaction;
  T.snapshot(Address, Size);
  T.fence();
}

void stet_exchange_begin(const void *Address, size_t Size) noexcept {
  Transaction &T = ThisTransaction;
  if (!T.isRunning())
    return;
  // A nested block of its own, which can be taken back.
  T.beginNested();
  T.snapshot(Address, Size);
  T.fence();
}

void stet_exchange_end(int HasStored) noexcept {
  Transaction &T = ThisTransaction;
  if (!T.isRunning())
    return;
  if (HasStored)
    T.commitNested();
  else
    T.forgetNested();
}

void stet_snapshot_unfenced(const void *Address, size_t Size) noexcept {
  ThisTransaction.snapshot(Address, Size);
}
