//===-- runtime/log/LogChunk.h - A stretch of memory that holds records ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_LOG_LOGCHUNK_H
#define STET_RUNTIME_LOG_LOGCHUNK_H

#include "Record.h"

#include <libpmemobj/base.h>

namespace stet {
class Pool;

/// The header of a chunk, in the pool or in the overflow file. The records start
/// at the next cache line.
struct LogChunk {
  static constexpr uint64_t MagicNumber = 0x4b4e554843544554; // "TETCHUNK"
  static constexpr uint64_t FirstBytes = 64 * 1024;           ///< a slot's first chunk
  static constexpr uint64_t MostBytes = 16 * 1024 * 1024;     ///< chunks double up to this

  uint64_t Magic;
  uint64_t Bytes; ///< of the whole chunk, header included
  PMEMoid Next;   ///< the chunk after it; null in the overflow file
  uint64_t Reserved[4];

  char *begin() {
    return reinterpret_cast<char *>((reinterpret_cast<uintptr_t>(this + 1) + 63) & ~uintptr_t(63));
  }
  /// Records end here; one header's room before it is kept for Continue.
  char *end() {
    return reinterpret_cast<char *>(reinterpret_cast<uintptr_t>(this) + (Bytes & ~uint64_t(7)));
  }
  char *lastUse() { return end() - sizeof(Record); }
};
static_assert(sizeof(LogChunk) == 64, "part of the pool's format");

/// Makes a chunk of at least `Bytes` in the pool's heap; a crash leaves it linked
/// from `Link`, which is persistent, or not made. nullptr when the pool is full.
LogChunk *allocateLogChunk(Pool &P, PMEMoid *Link, size_t Bytes);
void freeLogChunk(Pool &P, PMEMoid *Link);

/// The same in ordinary memory, for a log that no crash has to find. Ends the program
/// when there is none.
LogChunk *allocateVolatileChunk(size_t Bytes);
void freeVolatileChunk(LogChunk *Chunk);

} // namespace stet

#endif // STET_RUNTIME_LOG_LOGCHUNK_H
