//===-- runtime/log/UndoLog.cpp - The old bytes of a running transaction ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "UndoLog.h"

#include "../diagnostics/Error.h"
#include "../diagnostics/NoCancellation.h"
#include "../medium/Medium.h"
#include "../pool/Pool.h"

#include <algorithm>
#include <cerrno>

using namespace stet;

UndoLog::UndoLog(Pool &P, LogSlot *Slot)
    : Slot(Slot ? Slot : &VolatileSlot), Sequence(this->Slot->Sequence),
      SlotOffset(Slot ? P.offsetOf(Slot) : 0), Owner(P), Storage(P.medium()) {
  Flushes = Slot && Storage.flushes();
  FencedAtOnce = !Flushes;
  Seed = checksum::seed(SlotOffset, Sequence);
  if (Slot && Slot->FirstChunk.off) {
    use(static_cast<LogChunk *>(P.at(Slot->FirstChunk.off)));
    Start = Tail;
  }
}

UndoLog::~UndoLog() {
  if (isVolatile())
    for (LogChunk *Chunk : Chunks)
      freeVolatileChunk(Chunk);
}

void UndoLog::write(uint64_t Offset, RecordType Type, const void *Source, size_t Size) {
  uint64_t OffsetAndType = Record::pack(Offset, Type);
  uint64_t Hash = checksum::ofHeader(Seed, 0, OffsetAndType, uint32_t(Size), FencedCount);
  size_t Words = padded(Size) / 8;
  auto *To = reinterpret_cast<uint64_t *>(reinterpret_cast<Record *>(Tail)->data());
  if (Words) {
    To[Words - 1] = 0;
    memcpy(To, Source, Size);
  }
  finish(OffsetAndType, uint32_t(Size), checksum::ofWords(Hash, To, Words), recordBytes(Size));
}

void UndoLog::use(LogChunk *Chunk) {
  Chunks.push_back(Chunk);
  FlushedTo = Tail = Chunk->begin();
  Limit = Chunk->lastUse();
}

// -- Growing -------------------------------------------------------------------

void UndoLog::appendRange(uint64_t Offset, const void *From, size_t Size) noexcept {
  auto *Source = static_cast<const char *>(From);
  if (recordBytes(Size) <= size_t(Limit - Tail)) [[likely]] {
    write(Offset, RecordType::Undo, Source, Size);
    ++Live;
    return;
  }
  // A piece that is not worth a header goes to the next chunk.
  constexpr size_t SmallestPiece = 1024;
  constexpr size_t LargestPiece = LogChunk::MostBytes / 2;
  while (Size) {
    size_t Room = size_t(Limit - Tail);
    size_t Wanted = std::min(Size, LargestPiece);
    size_t Piece =
        Room > sizeof(Record) ? std::min(Wanted, (Room - sizeof(Record)) & ~size_t(7)) : 0;
    if (Piece < std::min(Wanted, SmallestPiece)) {
      nextChunk(recordBytes(Wanted));
      continue;
    }
    write(Offset, RecordType::Undo, Source, Piece);
    ++Live;
    Offset += Piece;
    Source += Piece;
    Size -= Piece;
  }
}

void UndoLog::nextChunk(size_t BytesWanted) {
  LogChunk *Chunk = allocateChunk(BytesWanted + sizeof(LogChunk) + 64 + sizeof(Record));
  if (!Chunks.empty()) {
    // Recovery takes a chunk's end without this record for the log's end.
    Limit += sizeof(Record);
    write(0, RecordType::Continue, nullptr, 0);
    flushTail();
    HasGrown = true;
  }
  use(Chunk);
  if (!Start)
    Start = Tail;
}

LogChunk *UndoLog::allocateChunk(size_t BytesWanted) {
  size_t Doubled = Chunks.empty() ? 0 : std::min(Chunks.back()->Bytes * 2, LogChunk::MostBytes);
  if (isVolatile())
    return allocateVolatileChunk(std::max({LogChunk::FirstBytes, BytesWanted, Doubled}));
  if (!Overflow) {
    // The first one has always the same size: full pools have memory for that more
    // often than for any other.
    PMEMoid *Link = Chunks.empty() ? &Slot->FirstChunk : &Chunks.back()->Next;
    size_t Least =
        Chunks.empty() ? LogChunk::FirstBytes : std::max(LogChunk::FirstBytes, BytesWanted);
    for (size_t Bytes : {std::max(Doubled, Least), Least})
      if (LogChunk *Chunk = allocateLogChunk(Owner, Link, Bytes))
        return Chunk;
    Overflow = OverflowFile::create(Owner, Slot);
    Error = ENOSPC;
    HasGrown = true;
  }
  LogChunk *Chunk = Overflow ? Overflow->addChunk(BytesWanted) : nullptr;
  if (!Chunk) {
    bool IsFull = errno == ENOSPC || errno == EDQUOT;
    fatal("pool '%s' is full and %s (%s); nothing is lost: the transaction is rolled back when the "
          "pool is opened next",
          Owner.path().c_str(),
          IsFull ? "its disk has no room for the undo log of the running transaction"
                 : "the undo log of the running transaction can't go on in a file beside it",
          strerror(errno));
  }
  return Chunk;
}

void UndoLog::shrink() noexcept {
  NoCancellation Shield;
  // The bump is durable: no record of the chunks counts any more.
  if (Overflow) {
    Chunks.resize(Chunks.size() - Overflow->chunks().size());
    Overflow.reset();
    OverflowFile::remove(Owner, Slot);
  }
  while (Chunks.size() > 1) {
    LogChunk *Last = Chunks.back();
    Chunks.pop_back();
    if (isVolatile())
      freeVolatileChunk(Last);
    else
      freeLogChunk(Owner, &Chunks.back()->Next);
  }
  HasGrown = false;
  Error = 0;
  if (Chunks.empty()) {
    Start = Limit = nullptr;
    return;
  }
  Start = Chunks.front()->begin();
  Limit = Chunks.front()->lastUse();
}

// -- Durability ----------------------------------------------------------------

void UndoLog::flushTail() {
  if (FencedAtOnce || Tail == FlushedTo)
    return;
  if (Overflow && Overflow->contains(FlushedTo))
    Overflow->sync(FlushedTo, Tail);
  else
    Storage.flush(FlushedTo, size_t(Tail - FlushedTo));
  FlushedTo = Tail;
  crashPoint("log flush");
}

void UndoLog::fenceNow() noexcept {
  flushTail();
  Storage.drain();
  FencedCount = Count;
  crashPoint("log fence");
}

void UndoLog::persistSequence() noexcept {
  crashPoint("sequence store");
  Owner.persist(&Slot->Sequence, sizeof(Slot->Sequence));
  crashPoint("sequence persist");
}

// -- Rolling back --------------------------------------------------------------

void UndoLog::undoSince(const Savepoint &S) {
  if (Chunks.empty())
    return;
  // Records can only be walked forwards; nested blocks that were undone have taken
  // theirs back.
  std::vector<const Record *> Undo;
  size_t Chunk = S.Chunk;
  char *At = S.Position ? S.Position : Chunks.front()->begin();
  while (At != Tail) {
    auto *R = reinterpret_cast<const Record *>(At);
    At += recordBytes(R->Size);
    switch (R->type()) {
    case RecordType::Undo:
      Undo.push_back(R);
      break;
    case RecordType::Truncate:
      Undo.resize(R->offset() - S.Live);
      break;
    case RecordType::Continue:
      At = Chunks[++Chunk]->begin();
      break;
    }
  }
  for (size_t I = Undo.size(); I--;) {
    void *To = Owner.at(Undo[I]->offset());
    memcpy(To, Undo[I]->data(), Undo[I]->Size);
    if (Flushes)
      Storage.flush(To, Undo[I]->Size);
    crashPoint("undo");
  }
  if (Flushes)
    Storage.drain();
  crashPoint("undone");
}

void UndoLog::rollBackTo(const Savepoint &S) {
  if (Live == S.Live)
    return;
  undoSince(S);
  appendTruncate(S.Live);
  fence();
}

void UndoLog::forgetSince(const Savepoint &S) {
  if (Live == S.Live)
    return;
  appendTruncate(S.Live);
  fence();
}

void UndoLog::appendTruncate(uint32_t Keep) {
  if (sizeof(Record) > size_t(Limit - Tail))
    nextChunk(sizeof(Record));
  write(Keep, RecordType::Truncate, nullptr, 0);
  Live = Keep;
}

void UndoLog::rollBack() {
  if (empty())
    return;
  undoSince(start());
  bump();
}
