//===-- runtime/pool/HeapWalk.h - Walking the blocks of libpmemobj's heap ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_HEAPWALK_H
#define STET_RUNTIME_POOL_HEAPWALK_H

#include "LibPmemobjFormat.h"

namespace stet {

/// Calls F(First, Last) with the first and last chunk header of each block, in all
/// zones that libpmemobj has initialised. Only the blocks' first headers are
/// trusted: what lies between them may be rubbish. `Base` is the pool as it lies in
/// memory. Stops and returns false at a header that makes no sense.
template <class Function> bool forEachBlock(char *Base, uint64_t PoolSize, Function F) {
  using namespace libpmemobj;
  const auto &D = *reinterpret_cast<const Descriptor *>(Base + HeaderSize);
  if (D.HeapOffset >= PoolSize || D.HeapOffset % sizeof(uint64_t))
    return false;
  constexpr uint64_t SmallestZone = sizeof(Zone) + ChunkSize;
  for (uint64_t At = D.HeapOffset + HeapHeaderSize; At + SmallestZone <= PoolSize; At += ZoneSize) {
    Zone &Z = *reinterpret_cast<Zone *>(Base + At);
    if (Z.Magic != ZoneMagic)
      continue;
    if (Z.Chunks > MaxChunks || Z.Chunks > (PoolSize - At - sizeof(Zone)) / ChunkSize)
      return false;
    for (uint32_t I = 0; I < Z.Chunks;) {
      ChunkHeader &First = Z.Headers[I];
      bool KnownType = First.Type == Free || First.Type == Used || First.Type == Run;
      if (!KnownType || First.Chunks == 0 || First.Chunks > Z.Chunks - I)
        return false;
      F(First, Z.Headers[I + First.Chunks - 1]);
      I += First.Chunks;
    }
  }
  return true;
}

} // namespace stet

#endif // STET_RUNTIME_POOL_HEAPWALK_H
