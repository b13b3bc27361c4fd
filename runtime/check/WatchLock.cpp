//===-- runtime/check/WatchLock.cpp - The lock of checked mode ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "WatchLock.h"

#include <sched.h>

namespace stet::check {

constinit WatchLock TheWatchLock;

/// Its address tells threads apart.
static thread_local constinit char Me __attribute__((tls_model("initial-exec"))) = 0;

void WatchLock::lock() {
  for (unsigned Tries = 0;; ++Tries) {
    const void *Nobody = nullptr;
    if (Owner.compare_exchange_weak(Nobody, &Me, std::memory_order_acquire,
                                    std::memory_order_relaxed))
      return;
    if (Tries > 100)
      sched_yield();
  }
}

bool WatchLock::isMine() const { return Owner.load(std::memory_order_relaxed) == &Me; }

} // namespace stet::check
