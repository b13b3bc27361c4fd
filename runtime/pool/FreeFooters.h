//===-- runtime/pool/FreeFooters.h - Repairing the footers of free blocks ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_FREEFOOTERS_H
#define STET_RUNTIME_POOL_FREEFOOTERS_H

namespace stet {
class Pool;
class PoolFile;

/// Whether the headers of all blocks in the heap make sense; some that don't would
/// let libpmemobj loop for ever. Changes nothing. False after setError(EBADMSG).
bool checkHeap(const PoolFile &File);

/// libpmemobj ends each free block of several chunks with a footer, which it reads
/// to merge neighbours but, before version 2.1.3, neither persists nor rebuilds
/// when a pool is opened: after power loss the allocator could merge a block with
/// rubbish. Writes the footers again from the blocks' headers, which are
/// persistent. Call after pmemobj_open, before anything is allocated or freed.
/// False after setError(EBADMSG) when a header makes no sense. Repeated after a
/// crash in the middle, it does the rest.
bool repairFreeFooters(Pool &P);

} // namespace stet

#endif // STET_RUNTIME_POOL_FREEFOOTERS_H
