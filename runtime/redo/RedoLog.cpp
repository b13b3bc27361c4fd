//===-- runtime/redo/RedoLog.cpp - The log that commits of a working copy are written to ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RedoLog.h"
#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/PlantedBug.h"
#include "SuperblockPair.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace stet::redo {

// -- Room ----------------------------------------------------------------------

uint64_t RedoLog::roomInCurrent() const {
  std::lock_guard<std::mutex> Guard(Mutex);
  return current().end() - std::min(Position, current().end());
}

uint64_t RedoLog::roomInOther() const {
  std::lock_guard<std::mutex> Guard(Mutex);
  return OtherIsFree ? other().Size : 0;
}

bool RedoLog::isCurrentEmpty() const {
  std::lock_guard<std::mutex> Guard(Mutex);
  return Position == current().Offset;
}

bool RedoLog::growOther(uint64_t Bytes) {
  std::lock_guard<std::mutex> Guard(Mutex);
  uint64_t Size = roundUp(Bytes, BlockBytes);
  if (other().Size >= Size)
    return true;
  if (!Storage->extend(End, Size))
    return false;
  // A place that it has been filled in counts until the superblocks say otherwise.
  if (other().Epoch)
    Left = other();
  else
    Storage->release(other().Offset, other().Size);
  other() = {End, Size, 0, 0};
  End += Size;
  return true;
}

// -- Writing -------------------------------------------------------------------

/// The writer is about to fill the area up to `To`.
void RedoLog::passZeroed(uint64_t To) {
  std::unique_lock<std::mutex> Lock(Mutex);
  Zeroed.wait(Lock, [&] { return To <= ZeroedTo || !IsZeroing; });
  ZeroedTo = std::max(ZeroedTo, roundUp(To, BlockBytes));
}

bool RedoLog::append(Batch &B, uint64_t Sequence, uint64_t Durable) {
  const BatchHeader &Header =
      B.encode(Block.LogId, current().Epoch, Sequence, Durable, Storage->alignment());
  uint64_t Bytes = B.writtenBytes();
  passZeroed(Position + Bytes);
  if (!Storage->write(Position, &Header, Bytes))
    return false;
  std::lock_guard<std::mutex> Guard(Mutex);
  Position += Bytes;
  return true;
}

bool RedoLog::sync() {
  if (int Error = LostSync) {
    errno = Error;
    return false;
  }
  return isPlanted(PlantedBug::SyncSkipped) || Storage->sync();
}

void RedoLog::startBlock() {
  std::lock_guard<std::mutex> Guard(Mutex);
  Position = roundUp(Position, BlockBytes);
}

bool RedoLog::startOther(uint64_t FirstSequence, Area &Filled) {
  // All batches, and the second superblock of the last time before the first one is
  // touched.
  if (!sync())
    return false;
  Superblock New;
  {
    std::lock_guard<std::mutex> Guard(Mutex);
    New = Block;
  }
  New.Current = 1 - New.Current;
  Area &To = New.Areas[New.Current];
  To.Epoch = New.Areas[1 - New.Current].Epoch + 1;
  To.FirstSequence = FirstSequence;
  crashPoint("log switch");
  if (!writeSuperblock(*Storage, New))
    return false;
  // In persistent memory another thread may write next, whose fences are its own.
  if (!sync())
    return false;
  crashPoint("log switched");
  std::lock_guard<std::mutex> Guard(Mutex);
  Filled = current();
  Block = New;
  Position = current().Offset;
  OtherIsFree = false;
  if (Left.Size)
    Storage->release(Left.Offset, Left.Size);
  Left = {};
  return true;
}

void RedoLog::setOtherFree() {
  std::lock_guard<std::mutex> Guard(Mutex);
  OtherIsFree = true;
}

// -- Zeroing -------------------------------------------------------------------

/// How far zeroes should reach, with the mutex held. The areas lie behind each other and
/// are filled in that order the first time.
uint64_t RedoLog::zeroedSoon() const {
  constexpr uint64_t Lead = 16 << 20;
  return Storage->gainsFromZeroing() && current().Epoch <= 2 ? std::min(End, Position + Lead) : 0;
}

bool RedoLog::wantsZeroes() const {
  std::lock_guard<std::mutex> Guard(Mutex);
  // Not for every block that is written.
  uint64_t Wanted = zeroedSoon();
  return Wanted > ZeroedTo && (Wanted == End || Wanted - ZeroedTo > uint64_t(4) << 20);
}

bool RedoLog::zeroAhead() {
  constexpr uint64_t Step = 1 << 20;
  uint64_t From, Bytes;
  {
    std::lock_guard<std::mutex> Guard(Mutex);
    uint64_t Wanted = zeroedSoon();
    if (ZeroedTo >= Wanted)
      return false;
    From = ZeroedTo;
    Bytes = std::min(Step, Wanted - From);
    IsZeroing = true; // the writer waits before it comes to there
  }
  AlignedBuffer Zeroes;
  memset(Zeroes.append(Bytes), 0, Bytes);
  // Only for speed, so a write that fails matters to nobody. But the system tells of a
  // failed sync once, and it may have been commits that were lost.
  if (Storage->write(From, Zeroes.data(), Bytes) && !Storage->sync())
    LostSync = errno;
  std::lock_guard<std::mutex> Guard(Mutex);
  ZeroedTo = From + Bytes;
  IsZeroing = false;
  Zeroed.notify_all();
  return true;
}

void RedoLog::remove() {
  crashObserveUnlink(path().c_str());
  crashPoint("log removal");
  if (unlink(path().c_str()) == 0)
    syncDirectoryOf(path());
  crashPoint("log removed");
}

} // namespace stet::redo
