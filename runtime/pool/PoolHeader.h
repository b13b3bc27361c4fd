//===-- runtime/pool/PoolHeader.h - What a pool says about itself ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The root object of the libpmemobj pool, as it lies in the file. Described for
// users in docs/pool-format.md.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_POOLHEADER_H
#define STET_RUNTIME_POOL_POOLHEADER_H

#include "../redo/Format.h"

#include <cstdint>
#include <libpmemobj/base.h>

namespace stet {

/// The program that stored pointers to its code in the pool.
struct CodeIdentity {
  uint8_t BuildId[32];  ///< zero: none recorded
  uint64_t BuildIdSize; ///< in bytes
  uint64_t LoadAddress;
};

struct PoolHeader {
  static constexpr uint64_t MagicNumber = 0x314c4f4f50544554; // "TETPOOL1"
  static constexpr uint32_t CurrentVersion = 2;

  uint64_t Magic; ///< written last when the pool is made: until then it is unfinished
  uint32_t Version;
  uint32_t Flavour;      ///< STET_FLAVOUR_*
  uint32_t Durability;   ///< enum stet_durability, as created
  uint32_t StorageClass; ///< 0: rollback persistent; others reserved
  uint64_t BaseAddress;  ///< where the pool is mapped in every run
  PMEMoid FirstLogBlock; ///< the directory of undo logs (runtime/log)
  PMEMoid FirstVariable; ///< the directory of persistent variables (runtime/variables)
  PMEMoid UserRoot;      ///< stet_pool_root
  uint64_t UserRootSize;
  CodeIdentity Code;
  uint64_t Timestamp;           ///< reserved for the STM class
  redo::Mark Log;               ///< the redo log that the file needs; written past the mapping
  uint64_t RelaxedMilliseconds; ///< as created: how late a commit may be durable
  uint64_t Reserved[85];
};
static_assert(sizeof(PoolHeader) <= 1024, "the header has 1 KiB and room in it");

} // namespace stet

#endif // STET_RUNTIME_POOL_POOLHEADER_H
