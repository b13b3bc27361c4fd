//===-- runtime/transaction/ThreadEnd.cpp - What happens when a thread ends ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ThreadEnd.h"

#include "Block.h"
#include "Transaction.h"

#include <pthread.h>

using namespace stet;

/// Runs after the thread's C++ destructors. Those of other keys may come later and
/// use transactions; then this runs again.
static void endThread(void *) {
  ThisTransaction.endThread();
  ThisBlocks.endThread();
}

void stet::callAtThreadEnd() {
  static pthread_key_t Key = [] {
    pthread_key_t New;
    pthread_key_create(&New, endThread);
    return New;
  }();
  if (!pthread_getspecific(Key))
    pthread_setspecific(Key, &ThisTransaction);
}
