//===-- runtime/pool/LibPmemobjFormat.h - The parts of libpmemobj's pool format that we read
//---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The format is fixed by its version 6 and shared by libpmemobj 1.5 to 2.1
// (verified against files of 1.12.1). Only what the runtime needs.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_LIBPMEMOBJFORMAT_H
#define STET_RUNTIME_POOL_LIBPMEMOBJFORMAT_H

#include <cstddef>
#include <cstdint>

namespace stet::libpmemobj {

constexpr uint64_t HeaderSize = 4096;
constexpr char Signature[8] = {'P', 'M', 'E', 'M', 'O', 'B', 'J', 0};

/// Where the header has the number of the pool, which its copies keep.
constexpr size_t IdOffset = 24;

/// The pool's descriptor, right behind the header.
struct Descriptor {
  char Layout[1024];
  uint64_t LanesOffset;
  uint64_t LaneCount;
  uint64_t HeapOffset;
  uint8_t Unused[2048 - 1024 - 4 * 8];
  uint64_t Checksum;
  uint64_t RootOffset; ///< of the root object's data; 0: none yet
  uint64_t RunId;
  uint64_t RootSize;
  uint64_t ConversionFlags;
  uint64_t HeapSize;
};
static_assert(offsetof(Descriptor, RootOffset) == 2048);

/// Header, descriptor and, behind it, libpmemobj's volatile state, which it keeps in
/// the mapping itself.
constexpr size_t RuntimeStateEnd = 3 * 4096;

constexpr uint64_t ChunkSize = 256 << 10;
constexpr uint32_t MaxChunks = 65528;
constexpr uint32_t ZoneMagic = 0xC3F0A2D2;
constexpr uint64_t HeapHeaderSize = 1024;

enum ChunkType : uint16_t { Unknown, Footer, Free, Used, Run, RunData };

struct ChunkHeader {
  uint16_t Type;
  uint16_t Flags;
  uint32_t Chunks; ///< in the block that starts here, or (footer) ends here
};

struct Zone {
  uint32_t Magic;
  uint32_t Chunks; ///< in use
  uint8_t Reserved[56];
  ChunkHeader Headers[MaxChunks];
  // the chunks follow
};
static_assert(sizeof(Zone) == 512 << 10);

constexpr uint64_t ZoneSize = sizeof(Zone) + MaxChunks * ChunkSize;

} // namespace stet::libpmemobj

#endif // STET_RUNTIME_POOL_LIBPMEMOBJFORMAT_H
