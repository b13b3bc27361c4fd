//===-- runtime/heap/BlockCheck.h - Whether an address is an allocated object ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_HEAP_BLOCKCHECK_H
#define STET_RUNTIME_HEAP_BLOCKCHECK_H

namespace stet {
class Pool;

/// nullptr when `Object` is the start of an object that is allocated in the pool
/// for the user; else why not, as the end of a sentence about the address. Reads
/// libpmemobj's heap, and only bytes inside the pool.
const char *whyNotAnObject(const Pool &P, const void *Object);

} // namespace stet

#endif // STET_RUNTIME_HEAP_BLOCKCHECK_H
