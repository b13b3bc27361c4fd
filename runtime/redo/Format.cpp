//===-- runtime/redo/Format.cpp - Checksums of a redo log ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Format.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace stet::redo {

uint64_t Superblock::computeChecksum() const {
  return XXH3_64bits(&Magic, sizeof(*this) - offsetof(Superblock, Magic));
}

uint64_t BatchHeader::computeChecksum(uint64_t LogId) const {
  return XXH3_64bits_withSeed(&Magic, bytes() - offsetof(BatchHeader, Magic), LogId);
}

} // namespace stet::redo
