//===-- runtime/medium/Checkpointer.cpp - The background work of a working copy ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Checkpointer.h"

#include <cerrno>
#include <chrono>

namespace stet {

using namespace std::chrono_literals;

static constexpr auto IdleAfter = 1s;
static constexpr auto RetryAfter = 1s;

Checkpointer::Checkpointer(const redo::PoolFileAccess &Pool, redo::RedoLog &Log, char *Base)
    : Pool(Pool), Log(Log), Pages(Pool.Pool, Base, Pool.Size) {}

// -- Called by threads that commit ----------------------------------------------

bool Checkpointer::ensureRunning() {
  return Thread.isRunning() || Thread.start("stet-checkpoint", [this] { run(); });
}

void Checkpointer::noteBatch() {
  ++Batches;
  bool Zeroes = Log.wantsZeroes();
  if (!Zeroes && !IsAsleep)
    return;
  std::lock_guard<std::mutex> Guard(Mutex);
  if (!ensureRunning())
    return;
  WantsZeroes |= Zeroes;
  IsAsleep = false;
  Wake.notify_one();
}

void Checkpointer::request(const redo::Area &A, uint64_t LastOfIt) {
  std::lock_guard<std::mutex> Guard(Mutex);
  Filled = A;
  Last = LastOfIt;
  IsRequested = true;
  TryNow = true;
  Error = 0;
  if (ensureRunning())
    IsAsleep = false;
  Wake.notify_one();
}

int Checkpointer::waitUntilDone() {
  std::unique_lock<std::mutex> Lock(Mutex);
  if (!IsRequested)
    return 0;
  if (Error) {
    TryNow = true;
    Error = 0;
    Wake.notify_one();
  }
  if (ensureRunning())
    Done.wait(Lock, [&] { return !IsRequested || Error; });
  else
    apply(Lock);
  return Error;
}

void Checkpointer::stop() {
  {
    std::lock_guard<std::mutex> Guard(Mutex);
    Stopping = true;
    Wake.notify_one();
  }
  Thread.join();
}

// -- The thread ------------------------------------------------------------------

void Checkpointer::run() {
  uint64_t Seen = 0;
  std::unique_lock<std::mutex> Lock(Mutex);
  while (!Stopping) {
    if (IsRequested && TryNow) {
      apply(Lock);
    } else if (WantsZeroes) {
      Lock.unlock();
      bool More = Log.zeroAhead();
      Lock.lock();
      WantsZeroes = More;
    } else if (IsRequested) {
      if (!Wake.wait_for(Lock, RetryAfter, [&] { return Stopping || TryNow || WantsZeroes; }))
        TryNow = true;
    } else if (uint64_t Now = Batches; Now != Seen) {
      Seen = Now;
      bool Woken =
          Wake.wait_for(Lock, IdleAfter, [&] { return Stopping || IsRequested || WantsZeroes; });
      if (Woken || Batches != Seen)
        continue;
      Lock.unlock();
      WhenIdle();
      Lock.lock();
    } else {
      IsAsleep = true;
      // A batch that came just before may not have seen that.
      if (Batches == Seen)
        Wake.wait(Lock, [&] { return Stopping || IsRequested || WantsZeroes || !IsAsleep; });
      IsAsleep = false;
    }
  }
}

void Checkpointer::apply(std::unique_lock<std::mutex> &Lock) {
  TryNow = false;
  redo::CheckpointResult Result;
  Lock.unlock();
  bool Succeeded =
      redo::checkpointArea(Pool, Log.storage(), Log.id(), Filled, Last, Pages.touched(), Result);
  int Failure = Succeeded ? 0 : errno;
  if (Succeeded)
    Log.setOtherFree();
  Lock.lock();
  Error = Failure;
  if (Succeeded) {
    IsRequested = false;
    Checkpoints.fetch_add(1, std::memory_order_relaxed);
    BytesWritten.fetch_add(Result.Bytes, std::memory_order_relaxed);
  }
  Done.notify_all();
}

} // namespace stet
