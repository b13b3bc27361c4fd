//===-- runtime/pool/FreeFooters.cpp - Repairing the footers of free blocks ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FreeFooters.h"
#include "../diagnostics/Error.h"
#include "LibPmemobjFormat.h"
#include "Pool.h"

#include <cerrno>

namespace stet {
namespace {

using namespace libpmemobj;

/// Calls F(First, Footer) for each free block of several chunks in the zone. Only the
/// blocks' first headers are trusted: what lies between may be rubbish. Returns
/// false when one doesn't make sense.
template <class Function> bool forEachFreeBlock(Zone &Z, uint64_t MaxChunksHere, Function F) {
  if (Z.Chunks > MaxChunksHere)
    return false;
  for (uint32_t I = 0; I < Z.Chunks;) {
    ChunkHeader &First = Z.Headers[I];
    bool KnownType = First.Type == Free || First.Type == Used || First.Type == Run;
    if (!KnownType || First.Chunks == 0 || First.Chunks > Z.Chunks - I)
      return false;
    if (First.Type == Free && First.Chunks > 1)
      F(First, Z.Headers[I + First.Chunks - 1]);
    I += First.Chunks;
  }
  return true;
}

/// Calls F(Zone &, number of chunks that it has room for) for each zone that
/// libpmemobj has initialised; stops and returns false when F does.
template <class Function> bool forEachZone(Pool &P, Function F) {
  const auto &D = *static_cast<const Descriptor *>(P.at(HeaderSize));
  for (uint64_t At = D.HeapOffset + HeapHeaderSize; At < P.size(); At += ZoneSize) {
    if (P.size() - At < sizeof(Zone) + ChunkSize)
      return true; // too small for a zone
    Zone &Z = *static_cast<Zone *>(P.at(At));
    if (Z.Magic == ZoneMagic && !F(Z, (P.size() - At - sizeof(Zone)) / ChunkSize))
      return false;
  }
  return true;
}

} // namespace

bool repairFreeFooters(Pool &P) {
  // All is looked at before anything is changed.
  if (!forEachZone(P, [](Zone &Z, uint64_t Room) {
        return forEachFreeBlock(Z, Room, [](ChunkHeader &, ChunkHeader &) {});
      }))
    return setError(EBADMSG, "'%s' is damaged: its heap has a block of impossible size or type",
                    P.path().c_str());
  bool Changed = false;
  forEachZone(P, [&](Zone &Z, uint64_t Room) {
    return forEachFreeBlock(Z, Room, [&](ChunkHeader &First, ChunkHeader &Last) {
      if (Last.Type == Footer && Last.Flags == 0 && Last.Chunks == First.Chunks)
        return;
      Last = {Footer, 0, First.Chunks};
      P.medium().flush(&Last, sizeof(Last));
      Changed = true;
    });
  });
  if (Changed)
    P.medium().drain();
  return true;
}

} // namespace stet
