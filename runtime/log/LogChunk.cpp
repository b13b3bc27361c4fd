//===-- runtime/log/LogChunk.cpp - A stretch of memory that holds records ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LogChunk.h"

#include "../diagnostics/CrashPoint.h"
#include "../pool/Pool.h"
#include "LogDirectory.h"

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
