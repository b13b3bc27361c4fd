//===-- runtime/pool/OpenPools.h - Which pool an address lies in ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_OPENPOOLS_H
#define STET_RUNTIME_POOL_OPENPOOLS_H

#include <functional>

namespace stet {
class Pool;

/// The pool that an address lies in, or nullptr. Lock-free; costs a few
/// instructions when the address is outside the window of pools.
Pool *findOpenPool(const void *Address);

/// Makes a pool visible to findOpenPool, once it has recovered. False after
/// setError(EMFILE) when too many are open.
bool registerOpenPool(Pool &P);
/// Before the pool is destroyed, when no transaction uses it.
void unregisterOpenPool(Pool &P);

/// The registered pool that a path leads to, by whatever name, or nullptr.
Pool *findOpenPoolByPath(const char *Path);

void forEachOpenPool(const std::function<void(Pool &)> &Function);

} // namespace stet

#endif // STET_RUNTIME_POOL_OPENPOOLS_H
