//===-- runtime/redo/SuperblockPair.h - Reading and writing a log's superblocks ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_REDO_SUPERBLOCKPAIR_H
#define STET_RUNTIME_REDO_SUPERBLOCKPAIR_H

#include "Format.h"
#include "LogStorage.h"

namespace stet::redo {

enum class SuperblockState {
  Valid,
  Blank,     ///< zeroes: the file's creation was cut short
  Invalid,   ///< something else
  Unreadable ///< errno is set
};

/// Reads the superblock that counts.
SuperblockState readSuperblock(const LogStorage &Log, Superblock &S);

/// Replaces both copies, with the next generation; the first one is durable when it
/// returns true, the second with the next sync. A crash in the middle leaves the old
/// state or the new one. False with errno.
bool writeSuperblock(LogStorage &Log, Superblock &S);

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_SUPERBLOCKPAIR_H
