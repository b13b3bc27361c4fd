//===-- runtime/log/LogChunk.cpp - A stretch of memory that holds records ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LogChunk.h"

#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../pool/Pool.h"
#include "LogDirectory.h"

#include <cstdlib>

using namespace stet;

static int initialise(PMEMobjpool *Handle, void *Memory, void *Bytes) {
  auto *Chunk = static_cast<LogChunk *>(Memory);
  *Chunk = {LogChunk::MagicNumber, *static_cast<uint64_t *>(Bytes), PMEMoid{0, 0}, {}};
  pmemobj_persist(Handle, Chunk, sizeof(*Chunk));
  return 0;
}

LogChunk *stet::allocateLogChunk(Pool &P, PMEMoid *Link, size_t Bytes) {
  uint64_t Size = Bytes;
  crashPoint("chunk allocation");
  ++P.HeapUses;
  if (pmemobj_alloc(P.handle(), Link, Bytes, LogChunkObject, initialise, &Size) != 0)
    return nullptr;
  crashPoint("chunk allocated");
  return static_cast<LogChunk *>(P.at(Link->off));
}

void stet::freeLogChunk(Pool &P, PMEMoid *Link) {
  crashPoint("chunk free");
  pmemobj_free(Link);
  crashPoint("chunk freed");
}

LogChunk *stet::allocateVolatileChunk(size_t Bytes) {
  constexpr size_t Alignment = 64;
  Bytes = (Bytes + Alignment - 1) & ~(Alignment - 1);
  auto *Chunk = static_cast<LogChunk *>(aligned_alloc(Alignment, Bytes));
  if (!Chunk)
    fatal("no memory for %zu bytes of undo log; nothing is lost: the transaction never was", Bytes);
  *Chunk = {LogChunk::MagicNumber, Bytes, PMEMoid{0, 0}, {}};
  return Chunk;
}

void stet::freeVolatileChunk(LogChunk *Chunk) { free(Chunk); }
