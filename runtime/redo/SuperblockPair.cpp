//===-- runtime/redo/SuperblockPair.cpp - Reading and writing a log's superblocks ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SuperblockPair.h"
#include "AlignedBuffer.h"

#include <algorithm>
#include <cstring>

namespace stet::redo {

SuperblockState readSuperblock(const LogStorage &Log, Superblock &S) {
  AlignedBuffer Blocks;
  char *Data = Blocks.append(2 * BlockBytes);
  if (!Log.read(0, Data, Blocks.size()))
    return SuperblockState::Unreadable;
  bool Found = false;
  for (size_t At = 0; At < Blocks.size(); At += BlockBytes) {
    Superblock Copy;
    memcpy(&Copy, Data + At, sizeof(Copy));
    if (Copy.Magic != Superblock::MagicNumber || Copy.Checksum != Copy.computeChecksum() ||
        (Found && Copy.Generation < S.Generation))
      continue;
    S = Copy;
    Found = true;
  }
  if (Found)
    return SuperblockState::Valid;
  bool IsBlank = std::all_of(Data, Data + Blocks.size(), [](char C) { return C == 0; });
  return IsBlank ? SuperblockState::Blank : SuperblockState::Invalid;
}

bool writeSuperblock(LogStorage &Log, Superblock &S) {
  ++S.Generation;
  S.Checksum = S.computeChecksum();
  AlignedBuffer Block;
  memcpy(Block.append(sizeof(S)), &S, sizeof(S));
  Block.pad(BlockBytes);
  // Never both at once: one of them is whole at any moment. The batches that follow
  // count only under the new state, so that one is durable before they are written.
  return Log.write(0, Block.data(), BlockBytes) && Log.sync() &&
         Log.write(BlockBytes, Block.data(), BlockBytes);
}

} // namespace stet::redo
