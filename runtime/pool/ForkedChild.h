//===-- runtime/pool/ForkedChild.h - Pools in a child of fork() ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A child has every pool closed. The mapping and the lock are not inherited, so a
// child that outlives its parent doesn't keep a pool locked, and can open it itself
// then (as a daemon does after daemon()). But libpmemobj in the child believes that
// the pool is open, and keeps the state for closing it in the mapping. So that state
// is copied before the fork, put in the mapping's place, and closed when the child
// opens a pool again; not earlier, because libpmemobj can't close a pool that another
// thread of the parent was just using, and most children never open one.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_FORKEDCHILD_H
#define STET_RUNTIME_POOL_FORKEDCHILD_H

namespace stet {

/// pthread_atfork's `prepare`, while the caller holds the lock under which pools are
/// opened and closed.
void preparePoolsForFork();

/// pthread_atfork's `child`: unregisters every open pool and releases its file and
/// lock. The Pool objects have no handle afterwards: destroy them, do nothing else.
void closePoolsInForkedChild();

/// Lets libpmemobj forget the pools that the parent had open. Pool::open and
/// Pool::create do it.
void releaseAbandonedPools();

} // namespace stet

#endif // STET_RUNTIME_POOL_FORKEDCHILD_H
