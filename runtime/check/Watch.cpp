//===-- runtime/check/Watch.cpp - What the layers above tell checked mode ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Watch.h"

#include "../pool/Pool.h"
#include "FunctionName.h"
#include "Mode.h"
#include "StoreFaults.h"
#include "WatchLock.h"
#include "WatchedPool.h"

#include <algorithm>
#include <mutex>
#include <vector>

namespace stet::check {

using Guard = std::lock_guard<WatchLock>;

/// Never destroyed: programs store to persistent memory to the very end.
static std::vector<WatchedPool *> &watched() {
  static auto *Pools = new std::vector<WatchedPool *>;
  return *Pools;
}

WatchedPool *watchedPoolOf(const void *Address) {
  for (WatchedPool *Each : watched())
    if (Each->pool().contains(Address, 1))
      return Each;
  return nullptr;
}

static WatchedPool *find(const Pool &P) {
  for (WatchedPool *Each : watched())
    if (&Each->pool() == &P)
      return Each;
  return nullptr;
}

void watch(Pool &P) {
  if (mode() == Mode::Off)
    return;
  Guard G(TheWatchLock);
  catchStoreFaults();
  watched().push_back(new WatchedPool(P));
}

void unwatch(Pool &P) {
  bool Found = false;
  {
    Guard G(TheWatchLock);
    WatchedPool *W = find(P);
    if (!W)
      return;
    Found = W->compareAll(Change::AtClose);
    std::erase(watched(), W);
    delete W;
  }
  if (Found)
    endIfToStop();
}

void compareAtExit() {
  bool Found = false;
  {
    Guard G(TheWatchLock);
    for (WatchedPool *Each : watched())
      Found |= Each->compareAll(Change::AtClose);
  }
  if (Found)
    endIfToStop();
}

std::unique_ptr<TransactionWatch> watchTransactions(Pool &P) {
  if (mode() == Mode::Off)
    return nullptr;
  Guard G(TheWatchLock);
  WatchedPool *W = find(P);
  if (!W)
    return nullptr;
  unblockStoreFaults();
  return std::make_unique<TransactionWatch>(*W);
}

void addVariable(Pool &P, const VariableEntry &Entry) {
  if (mode() == Mode::Off)
    return;
  Guard G(TheWatchLock);
  if (WatchedPool *W = find(P))
    W->addVariable(Entry);
}

void addRoot(Pool &P) {
  if (mode() == Mode::Off)
    return;
  Guard G(TheWatchLock);
  if (WatchedPool *W = find(P))
    W->addRoot();
}

void exempt(const void *Address, size_t Bytes) {
  if (mode() == Mode::Off)
    return;
  Guard G(TheWatchLock);
  if (WatchedPool *W = watchedPoolOf(Address)) {
    uint64_t Begin = W->pool().offsetOf(Address);
    W->exempt(Begin, Begin + Bytes);
  }
}

void leftByLongJump(const char *Relation, const void *Place) {
  if (mode() == Mode::Off)
    return;
  {
    Guard G(TheWatchLock);
    report("longjmp has left a transaction block: its changes are rolled back, and no destructor "
           "or cleanup of the frames between has run\n  " +
           std::string(Relation) + ":     " + describeInstruction(Place));
  }
  endIfToStop();
}

// -- fork ----------------------------------------------------------------------

void lockForFork() { TheWatchLock.lock(); }
void unlockInParent() { TheWatchLock.unlock(); }

void forgetInChild() {
  // Their memory is leaked: what it says is the parent's.
  watched().clear();
  TheWatchLock.reset();
}

} // namespace stet::check
