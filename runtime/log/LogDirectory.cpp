//===-- runtime/log/LogDirectory.cpp - The undo logs of a pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LogDirectory.h"

#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../pool/Pool.h"
#include "Recovery.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

using namespace stet;

/// Zeroes are a log without chunks, at sequence number 0.
static int initialise(PMEMobjpool *Handle, void *Memory, void *) {
  memset(Memory, 0, LogBlock::Bytes);
  auto *Block = static_cast<LogBlock *>(Memory);
  Block->Magic = LogBlock::MagicNumber;
  Block->Count = LogBlock::SlotCount;
  pmemobj_persist(Handle, Memory, LogBlock::Bytes);
  return 0;
}

/// What a full pool can give back: enough for the redo log of a large publication. 0 in a pool that
/// is too small for that. libpmemobj puts smaller objects in runs, whose memory serves no other
/// size.
static size_t reserveBytes(const Pool &P) {
  constexpr size_t MiB = 1024 * 1024, Smallest = 2 * MiB;
  return P.size() < 8 * Smallest ? 0 : std::clamp(P.size() / 64, Smallest, 4 * MiB);
}

LogBlock *LogDirectory::addBlock(PMEMoid *Link) {
  ++Owner.HeapUses;
  if (pmemobj_alloc(Owner.handle(), Link, LogBlock::Bytes, LogBlockObject, initialise, nullptr) !=
      0) {
    setError(ENOSPC, "pool '%s' is full: no room for another thread's undo log",
             Owner.path().c_str());
    return nullptr;
  }
  crashPoint("log block allocated");
  return static_cast<LogBlock *>(Owner.at(Link->off));
}

void LogDirectory::adopt(LogBlock *Block) {
  Blocks.push_back(Block);
  for (size_t I = Block->Count; I--;)
    Free.push_back(&Block->slots()[I]);
}

std::unique_ptr<LogDirectory> LogDirectory::open(Pool &P) {
  std::unique_ptr<LogDirectory> Result(new LogDirectory(P));
  if (!P.header().FirstLogBlock.off && !Result->addBlock(&P.header().FirstLogBlock))
    return nullptr;
  for (PMEMoid Link = P.header().FirstLogBlock; Link.off;) {
    auto *Block = static_cast<LogBlock *>(P.at(Link.off));
    if (Link.off % 16 || !P.contains(Block, LogBlock::Bytes) ||
        Block->Magic != LogBlock::MagicNumber || Block->Count != LogBlock::SlotCount ||
        std::count(Result->Blocks.begin(), Result->Blocks.end(), Block)) {
      setError(EBADMSG,
               "pool '%s' is damaged: its directory of undo logs at offset %#llx is invalid",
               P.path().c_str(), static_cast<unsigned long long>(Link.off));
      return nullptr;
    }
    Result->Blocks.push_back(Block);
    Link = Block->Next;
  }
  if (!recoverLogs(P, Result->Blocks))
    return nullptr;
  std::vector<LogBlock *> Found;
  Found.swap(Result->Blocks);
  for (size_t I = Found.size(); I--;)
    Result->adopt(Found[I]);
  std::reverse(Result->Blocks.begin(), Result->Blocks.end());
  // libpmemobj cuts many of these from one run. With the first one made early even a
  // thread that comes when the pool is full finds another there.
  LogSlot &FirstSlot = Found.front()->slots()[0];
  if (!FirstSlot.FirstChunk.off &&
      !allocateLogChunk(P, &FirstSlot.FirstChunk, LogChunk::FirstBytes)) {
    setError(ENOSPC, "pool '%s' has no room for an undo log", P.path().c_str());
    return nullptr;
  }
  Result->HasNoReserve = !Found.front()->Reserve.off;
  P.Logs = Result.get();
  Result->restoreReserve();
  return Result;
}

LogSlot *LogDirectory::acquire() {
  std::lock_guard<std::mutex> Guard(Mutex);
  if (Free.empty()) {
    LogBlock *Block = addBlock(&Blocks.back()->Next);
    if (!Block)
      return nullptr;
    adopt(Block);
  }
  LogSlot *Slot = Free.back();
  Free.pop_back();
  return Slot;
}

void LogDirectory::release(LogSlot *Slot) {
  std::lock_guard<std::mutex> Guard(Mutex);
  Free.push_back(Slot);
}

std::vector<LogSlot *> LogDirectory::slots() const {
  std::vector<LogSlot *> Result;
  for (LogBlock *Block : Blocks)
    for (size_t I = 0; I < Block->Count; ++I)
      Result.push_back(&Block->slots()[I]);
  return Result;
}

bool LogDirectory::releaseReserve() {
  std::lock_guard<std::mutex> Guard(Mutex);
  if (HasNoReserve.load(std::memory_order_relaxed))
    return false;
  pmemobj_free(&Blocks.front()->Reserve);
  HasNoReserve.store(true, std::memory_order_relaxed);
  return true;
}

void LogDirectory::restoreReserve() {
  size_t Bytes = reserveBytes(Owner);
  if (!HasNoReserve.load(std::memory_order_relaxed) || !Bytes)
    return;
  std::lock_guard<std::mutex> Guard(Mutex);
  if (!HasNoReserve.load(std::memory_order_relaxed))
    return;
  ++Owner.HeapUses;
  if (pmemobj_alloc(Owner.handle(), &Blocks.front()->Reserve, Bytes, ReserveObject, nullptr,
                    nullptr) == 0)
    HasNoReserve.store(false, std::memory_order_relaxed);
}
