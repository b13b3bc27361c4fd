//===-- runtime/interface/PoolTable.h - The pools that this process has open ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_INTERFACE_POOLTABLE_H
#define STET_RUNTIME_INTERFACE_POOLTABLE_H

#include <mutex>
#include <stet.h>

namespace stet {
class Pool;
class VariableDirectory;
struct PoolOptions;

/// Held while a pool is opened or closed, variables are resolved or their
/// initialisers run. Recursive: an initialiser may use other variables.
std::recursive_mutex &poolMutex();

/// As stet_pool_open and stet_pool_create. A pool that is open already counts once
/// more.
Pool *openPool(const char *Path, const PoolOptions &Options);
Pool *createPool(const char *Path, size_t Size, const PoolOptions &Options);
/// As stet_pool_close. EINVAL when it is no open pool.
bool closePool(Pool *P);

/// Whether it is an open pool.
bool isOpenPool(const Pool *P);
/// The pool's directory of variables, read at the first call. nullptr after
/// setError().
VariableDirectory *variablesOf(Pool &P);

/// What to do when the process ends by exit(): pools that no transaction uses are
/// closed, if no other thread could notice.
void closePoolsAtExit();
/// In the child of a fork(), pools can't even be closed.
void forgetPoolsInChild();

inline stet_pool *toHandle(Pool *P) { return reinterpret_cast<stet_pool *>(P); }
inline Pool *fromHandle(stet_pool *P) { return reinterpret_cast<Pool *>(P); }

} // namespace stet

#endif // STET_RUNTIME_INTERFACE_POOLTABLE_H
