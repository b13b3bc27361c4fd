//===-- runtime/pool/OpenPools.cpp - Which pool an address lies in ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpenPools.h"
#include "../diagnostics/Error.h"
#include "../medium/AddressTable.h"
#include "Pool.h"
#include "PoolFile.h"

#include <cerrno>
#include <sys/stat.h>

namespace stet {
namespace {

constinit AddressTable<Pool> Pools;

/// From the lowest to beyond the highest address that any pool has had: most
/// addresses that are asked for lie outside.
constinit std::atomic<uintptr_t> Low{UINTPTR_MAX}, High{0};

} // namespace

Pool *findOpenPool(const void *Address) {
  uintptr_t A = reinterpret_cast<uintptr_t>(Address);
  if (A < Low.load(std::memory_order_relaxed) || A >= High.load(std::memory_order_relaxed))
    return nullptr;
  return Pools.find(Address);
}

bool registerOpenPool(Pool &P) {
  uintptr_t Start = reinterpret_cast<uintptr_t>(P.base()), End = Start + P.size();
  if (!Pools.insert(P.base(), P.size(), &P))
    return setError(EMFILE, "'%s' can't be opened: %u pools are open already", P.path().c_str(),
                    AddressTable<Pool>::Capacity);
  // The bounds only grow, so that no reader can miss a pool.
  for (uintptr_t L = Low; Start < L && !Low.compare_exchange_weak(L, Start);)
    ;
  for (uintptr_t H = High; End > H && !High.compare_exchange_weak(H, End);)
    ;
  return true;
}

void unregisterOpenPool(Pool &P) { Pools.remove(&P); }

Pool *findOpenPoolByPath(const char *Path) {
  struct stat Status;
  if (stat(Path, &Status) != 0)
    return nullptr;
  Pool *Found = nullptr;
  Pools.forEach([&](Pool &P) {
    if (P.isFile(Status.st_dev, Status.st_ino))
      Found = &P;
  });
  return Found;
}

void forEachOpenPool(const std::function<void(Pool &)> &Function) { Pools.forEach(Function); }

} // namespace stet
