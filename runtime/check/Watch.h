//===-- runtime/check/Watch.h - What the layers above tell checked mode ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_WATCH_H
#define STET_RUNTIME_CHECK_WATCH_H

#include "RuntimeWrites.h"
#include "TransactionWatch.h"

#include <memory>

namespace stet {
class Pool;
struct VariableEntry;
} // namespace stet

namespace stet::check {

/// A pool has been opened and has recovered; no thread uses it yet. In checked mode its
/// objects are watched from here on.
void watch(Pool &P);
/// The pool is to be closed, and no transaction runs on it. Reports what has changed since
/// the last commit.
void unwatch(Pool &P);
/// The same, but the pools stay open and watched: the process is about to end.
void compareAtExit();

/// nullptr when the pool is not watched.
std::unique_ptr<TransactionWatch> watchTransactions(Pool &P);

/// The pool has a new variable or a root: from here on they are the program's.
void addVariable(Pool &P, const VariableEntry &Entry);
void addRoot(Pool &P);

/// The program may change these bytes without logging them, from here to the pool's close.
void exempt(const void *Address, size_t Bytes);

/// longjmp has left a transaction block, which is about to be rolled back. `Place` is an
/// instruction of the function that called it ("by"), or that it goes to ("to").
void leftByLongJump(const char *Relation, const void *Place);

/// pthread_atfork.
void lockForFork();
void unlockInParent();
void forgetInChild();

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_WATCH_H
