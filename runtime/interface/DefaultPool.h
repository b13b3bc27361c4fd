//===-- runtime/interface/DefaultPool.h - The program's pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_INTERFACE_DEFAULTPOOL_H
#define STET_RUNTIME_INTERFACE_DEFAULTPOOL_H

#include <atomic>
#include <cstddef>
#include <stet/abi.h>

namespace stet {
class Pool;

/// Opens the program's pool, or makes it, resolves every registered variable and
/// runs the initialisers that have not run yet, in the order of registration.
/// nullptr after setError(). Called by the thread that is doing so, by an
/// initialiser, it returns the pool at once.
Pool *openDefaultPool();

/// The same, cheap when it is open.
extern std::atomic<Pool *> TheDefaultPool;
inline Pool *defaultPool() {
  Pool *P = TheDefaultPool.load(std::memory_order_acquire);
  return P ? P : openDefaultPool();
}

bool isDefaultPool(const Pool *P);
/// As stet_set_default_pool.
bool nameDefaultPool(const char *Path);

/// A module has been loaded: when the program's pool is open its variables are
/// resolved and initialised now. False after setError().
bool resolveNewVariables(stet_variable *const *Variables, size_t Count);

/// `P`, or any when it is nullptr, is closed: the next use opens it again.
void forgetDefaultPool(const Pool *P);

} // namespace stet

#endif // STET_RUNTIME_INTERFACE_DEFAULTPOOL_H
