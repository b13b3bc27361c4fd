//===-- runtime/interface/Pools.cpp - Entry points for pools ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "../check/Watch.h"
#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../diagnostics/NoCancellation.h"
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

static PoolOptions optionsOf(const stet_options *O) {
  PoolOptions Result;
  if (!O)
    return Result;
  Result.Durability = O->durability;
  Result.RelaxedMilliseconds = O->relaxed;
  Result.Where = Placement(O->placement);
  Result.LogBytes = O->log_size;
  return Result;
}

stet_pool *stet_pool_create_with(const char *Path, size_t Size,
                                 const stet_options *Options) noexcept {
  return toHandle(createPool(Path, Size, optionsOf(Options)));
}

stet_pool *stet_pool_open_with(const char *Path, const stet_options *Options) noexcept {
  return toHandle(openPool(Path, optionsOf(Options)));
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
  check::RuntimeWrites Scope;
  // The size counts from the moment in which there is a root.
  Header.UserRootSize = Size;
  P->persist(&Header.UserRootSize, sizeof(Header.UserRootSize));
  crashPoint("root size");
  ++P->HeapUses;
  if (pmemobj_zalloc(P->handle(), &Header.UserRoot, Size, RootObject) != 0) {
    setError(ENOSPC, "pool '%s' has no room for a root of %zu bytes", P->path().c_str(), Size);
    return nullptr;
  }
  crashPoint("root made");
  check::addRoot(*P);
  return P->at(Header.UserRoot.off);
}

/// Calls Do(medium), which returns 0 or an errno, for the open pool that is meant.
template <class Function> static int withMedium(stet_pool *Handle, Function Do) {
  NoCancellation Shield;
  Pool *P = Handle ? fromHandle(Handle) : defaultPool();
  if (!P)
    return -1;
  // It stays open meanwhile.
  std::lock_guard<std::recursive_mutex> Guard(poolMutex());
  int Error = EINVAL;
  if (isOpenPool(P))
    Error = Do(P->medium());
  else
    setError(EINVAL, "this is no open pool");
  errno = Error;
  return Error ? -1 : 0;
}

int stet_sync(stet_pool *Handle) noexcept {
  return withMedium(Handle, [](Medium &M) { return M.sync(); });
}

int stet_checkpoint(stet_pool *Handle) noexcept {
  if (ThisTransaction.isRunning()) {
    setError(EBUSY, "stet_checkpoint was called in a transaction: call it after its end");
    return -1;
  }
  return withMedium(Handle, [](Medium &M) { return M.checkpoint(); });
}

int stet_trim(stet_pool *Handle) noexcept {
  if (ThisTransaction.isRunning()) {
    setError(EBUSY, "stet_trim was called in a transaction: call it after its end");
    return -1;
  }
  Pool *P = Handle ? fromHandle(Handle) : defaultPool();
  // What the file has of transient fields is of an earlier run.
  auto ForgetTransient = [P] {
    if (TransientFields *Fields = P->medium().isWorkingCopy() ? P->transientFields() : nullptr)
      Fields->forgetAll();
  };
  return withMedium(Handle, [&](Medium &M) {
    ForgetTransient();
    int Error = M.trim([P](const std::function<void()> &Do) { return runWhileQuiet(*P, Do); });
    ForgetTransient();
    return Error;
  });
}

int stet_pool_stats(stet_pool *Handle, stet_statistics *Result) noexcept {
  return withMedium(Handle, [Result](Medium &M) {
    MediumStatistics S = M.statistics();
    *Result = {S.Commits,     S.Batches,           S.BytesLogged,
               S.Checkpoints, S.BytesCheckpointed, S.ResidentBytes};
    return 0;
  });
}

int stet_set_default_pool(const char *Path) noexcept { return nameDefaultPool(Path) ? 0 : -1; }
stet_pool *stet_default_pool() noexcept { return toHandle(defaultPool()); }
const char *stet_error_message() noexcept { return lastErrorMessage(); }
