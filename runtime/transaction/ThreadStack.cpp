//===-- runtime/transaction/ThreadStack.cpp - Where the thread's own stack lies ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ThreadStack.h"

#include <cstddef>
#include <pthread.h>

namespace stet {
namespace {

struct Bounds {
  uintptr_t Lowest = 0;
  size_t Size = 0;
  bool Known = false;
};
thread_local constinit Bounds OfThread __attribute__((tls_model("initial-exec"))) = {};

Bounds find() {
  Bounds B;
  B.Known = true;
  pthread_attr_t Attributes;
  if (pthread_getattr_np(pthread_self(), &Attributes) != 0)
    return B;
  void *Lowest;
  if (pthread_attr_getstack(&Attributes, &Lowest, &B.Size) == 0)
    B.Lowest = reinterpret_cast<uintptr_t>(Lowest);
  pthread_attr_destroy(&Attributes);
  return B;
}

} // namespace

bool isOnThreadStack(uintptr_t Address) noexcept {
  if (!OfThread.Known)
    OfThread = find();
  return Address - OfThread.Lowest < OfThread.Size;
}

} // namespace stet
