//===-- runtime/medium/BackgroundThread.cpp - A thread of the runtime's own ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BackgroundThread.h"
#include "Medium.h"

#include <atomic>
#include <csignal>

namespace stet {

static std::atomic<unsigned> Count{0};

unsigned backgroundThreads() { return Count.load(std::memory_order_relaxed); }

void forgetBackgroundThreadsInForkedChild() { Count = 0; }

void *BackgroundThread::run(void *Self) {
  static_cast<BackgroundThread *>(Self)->Body();
  return nullptr;
}

bool BackgroundThread::start(const char *Name, std::function<void()> Function) {
  Body = std::move(Function);
  sigset_t All, Before;
  sigfillset(&All);
  pthread_sigmask(SIG_SETMASK, &All, &Before);
  int Error = pthread_create(&Thread, nullptr, run, this);
  pthread_sigmask(SIG_SETMASK, &Before, nullptr);
  if (Error)
    return false;
  pthread_setname_np(Thread, Name);
  Running = true;
  ++Count;
  return true;
}

void BackgroundThread::join() {
  if (!Running)
    return;
  pthread_join(Thread, nullptr);
  Running = false;
  --Count;
}

} // namespace stet
