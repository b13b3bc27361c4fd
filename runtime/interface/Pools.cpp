//===-- runtime/interface/Pools.cpp - Entry points for pools ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../heap/ObjectType.h"
#include "../pool/Pool.h"
#include "../transaction/Transaction.h"
#include "DefaultPool.h"
#include "PoolTable.h"

#include <cerrno>
#include <stet.h>

using namespace stet;

stet_pool *stet_pool_create(const char *Path, size_t Size, stet_durability Durability) noexcept {
  return toHandle(createPool(Path, Size, Durability));
}

stet_pool *stet_pool_open(const char *Path, stet_durability Durability) noexcept {
  return toHandle(openPool(Path, Durability));
}

int stet_pool_close(stet_pool *Handle) noexcept { return closePool(fromHandle(Handle)) ? 0 : -1; }

void *stet_pool_root(stet_pool *Handle, size_t Size) noexcept {
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  Pool *P = fromHandle(Handle);
  if (!isOpenPool(P)) {
    setError(EINVAL, "this is no open pool");
    return nullptr;
  }
  if (Size == 0) {
    setError(EINVAL, "the root of pool '%s' can't be of 0 bytes", P->path().c_str());
    return nullptr;
  }
  PoolHeader &Header = P->header();
  if (Header.UserRoot.off) {
    if (Header.UserRootSize == Size)
      return P->at(Header.UserRoot.off);
    setError(EINVAL, "the root of pool '%s' has %llu bytes, not %zu", P->path().c_str(),
             static_cast<unsigned long long>(Header.UserRootSize), Size);
    return nullptr;
  }
  if (ThisTransaction.isRunning()) {
    setError(EBUSY, "the root of pool '%s' can't be made in a transaction", P->path().c_str());
    return nullptr;
  }
  // The size counts from the moment in which there is a root.
  Header.UserRootSize = Size;
  P->persist(&Header.UserRootSize, sizeof(Header.UserRootSize));
  crashPoint("root size");
  if (pmemobj_zalloc(P->handle(), &Header.UserRoot, Size, RootObject) != 0) {
    setError(ENOSPC, "pool '%s' has no room for a root of %zu bytes", P->path().c_str(), Size);
    return nullptr;
  }
  crashPoint("root made");
  return P->at(Header.UserRoot.off);
}

int stet_set_default_pool(const char *Path) noexcept { return nameDefaultPool(Path) ? 0 : -1; }
stet_pool *stet_default_pool() noexcept { return toHandle(defaultPool()); }
const char *stet_error_message() noexcept { return lastErrorMessage(); }
