//===-- runtime/interface/PoolTable.cpp - The pools that this process has open ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PoolTable.h"

#include "../check/Mode.h"
#include "../check/Watch.h"
#include "../diagnostics/Error.h"
#include "../diagnostics/NoCancellation.h"
#include "../log/LogDirectory.h"
#include "../pool/OpenPools.h"
#include "../pool/Pool.h"
#include "../transaction/Participant.h"
#include "../variables/Registration.h"
#include "../variables/VariableDirectory.h"
#include "DefaultPool.h"
#include "Fork.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <dirent.h>
#include <new>
#include <vector>

using namespace stet;

namespace {

struct OpenedPool {
  std::unique_ptr<Pool> ThePool;
  std::unique_ptr<LogDirectory> Logs;
  std::unique_ptr<VariableDirectory> Variables;
  unsigned Opens = 1;
};

/// Never destroyed: pools are used by destructors that run later than this
/// library's.
struct Table {
  std::recursive_mutex Mutex;
  std::vector<OpenedPool> Pools;
};
Table &table() {
  static Table *TheTable = new Table;
  return *TheTable;
}

OpenedPool *find(const Pool *P) {
  for (OpenedPool &Each : table().Pools)
    if (Each.ThePool.get() == P)
      return &Each;
  return nullptr;
}

/// Whether a pool that is open keeps what another open of it asks for. Sets an error.
bool isEnough(const Pool &P, const PoolOptions &Wanted) {
  const PoolOptions &Is = P.options();
  if (Wanted.Durability != STET_DURABILITY_POWER)
    return true;
  if (Is.Durability != STET_DURABILITY_POWER)
    return setError(EBUSY,
                    "pool '%s' is open with durability 'process': close it before opening it with "
                    "'power'",
                    P.path().c_str());
  if (Is.RelaxedMilliseconds &&
      (!Wanted.RelaxedMilliseconds || Wanted.RelaxedMilliseconds < Is.RelaxedMilliseconds))
    return setError(EBUSY,
                    "pool '%s' is open with commits that are durable up to %u ms later: close it "
                    "before opening it with a stricter durability",
                    P.path().c_str(), Is.RelaxedMilliseconds);
  return true;
}

/// Takes over a pool that libpmemobj has opened: recovers it and shows it to the
/// threads. After setError() returns nullptr and leaves the pool to the caller.
Pool *add(std::unique_ptr<Pool> &P) {
  Pool &Opened = *P;
  OpenedPool New;
  New.Logs = LogDirectory::open(Opened);
  if (!New.Logs)
    return nullptr;
  Opened.Logs = New.Logs.get();
  // Checked mode wants to know all variables at once.
  bool IsChecked = check::mode() != check::Mode::Off;
  if (IsChecked)
    New.Variables = VariableDirectory::load(Opened);
  if ((IsChecked && !New.Variables) || !registerOpenPool(Opened)) {
    Opened.Logs = nullptr;
    return nullptr;
  }
  Opened.Variables = New.Variables.get();
  check::watch(Opened);
  New.ThePool = std::move(P);
  openPoolToTransactions(Opened);
  table().Pools.push_back(std::move(New));
  static bool HandlersAreSet = [] {
    watchForksOfRegistry();
    watchForks();
    atexit(closePoolsAtExit);
    return true;
  }();
  (void)HandlersAreSet;
  return &Opened;
}

/// As Pool::close.
int destroy(OpenedPool &P) {
  P.Variables.reset();
  P.Logs.reset();
  int Error = P.ThePool->close();
  P.ThePool.reset();
  return Error;
}

} // namespace

std::recursive_mutex &stet::poolMutex() { return table().Mutex; }

Pool *stet::openPool(const char *Path, const PoolOptions &Options) {
  NoCancellation Shield;
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  check::Mode Checked;
  if (!check::modeFromEnvironment(Checked))
    return nullptr;
  Pool *Known = findOpenPoolByPath(Path);
  if (!Known) {
    std::unique_ptr<Pool> P = Pool::open(Path, Options);
    Pool *Added = P ? add(P) : nullptr;
    if (P && !Added)
      P->dropChanges();
    return Added;
  }
  if (!isEnough(*Known, Options))
    return nullptr;
  ++find(Known)->Opens;
  return Known;
}

Pool *stet::createPool(const char *Path, size_t Size, const PoolOptions &Options) {
  NoCancellation Shield;
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  check::Mode Checked;
  if (!check::modeFromEnvironment(Checked))
    return nullptr;
  std::unique_ptr<Pool> P = Pool::create(Path, Size, Options);
  if (!P)
    return nullptr;
  Pool *Added = add(P);
  // So that the call can be repeated.
  if (!Added) {
    P->dropChanges();
    P->removeFile();
  }
  return Added;
}

bool stet::closePool(Pool *P) {
  NoCancellation Shield;
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  OpenedPool *Opened = find(P);
  if (!Opened)
    return setError(EINVAL, "this is no open pool");
  if (Opened->Opens == 1 && isDefaultPool(P))
    return setError(EBUSY, "pool '%s' is the program's pool, which is not closed by hand",
                    P->path().c_str());
  if (Opened->Opens > 1) {
    --Opened->Opens;
    return true;
  }
  if (!closePoolToTransactions(*P))
    return setError(EBUSY, "pool '%s' is in use by a transaction", P->path().c_str());
  check::unwatch(*P);
  unregisterOpenPool(*P);
  int Error = destroy(*Opened);
  std::erase_if(table().Pools, [](const OpenedPool &Each) { return !Each.ThePool; });
  errno = Error;
  return Error == 0;
}

bool stet::isOpenPool(const Pool *P) {
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  return find(P) != nullptr;
}

VariableDirectory *stet::variablesOf(Pool &P) {
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  OpenedPool &Opened = *find(&P);
  if (!Opened.Variables) {
    Opened.Variables = VariableDirectory::load(P);
    P.Variables = Opened.Variables.get();
  }
  return P.Variables;
}

/// Other threads may go on reading persistent memory until the very end. Nothing is
/// lost when a pool stays open: the next open recovers it as after a crash.
static bool isOnlyThread() {
  DIR *Tasks = opendir("/proc/self/task");
  if (!Tasks)
    return false;
  int Count = 0;
  while (const dirent *Entry = readdir(Tasks))
    Count += Entry->d_name[0] != '.';
  closedir(Tasks);
  return Count == 1 + int(backgroundThreads());
}

void stet::closePoolsAtExit() {
  check::compareAtExit();
  if (!isOnlyThread())
    return;
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  for (OpenedPool &Each : table().Pools) {
    if (!closePoolToTransactions(*Each.ThePool))
      continue;
    forgetDefaultPool(Each.ThePool.get());
    check::unwatch(*Each.ThePool);
    unregisterOpenPool(*Each.ThePool);
    destroy(Each);
  }
  std::erase_if(table().Pools, [](const OpenedPool &Each) { return !Each.ThePool; });
}

void stet::forgetPoolsInChild() {
  for (OpenedPool &Each : table().Pools)
    destroy(Each);
  table().Pools.clear();
  new (&table().Mutex) std::recursive_mutex;
}
