//===-- runtime/log/UndoLog.h - The old bytes of a running transaction ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_LOG_UNDOLOG_H
#define STET_RUNTIME_LOG_UNDOLOG_H

#include "../diagnostics/CrashPoint.h"
#include "LogDirectory.h"
#include "OverflowFile.h"

#include <memory>
#include <vector>

namespace stet {
class Pool;
class Medium;

/// The volatile side of one log slot; or, of a working copy, a log without a slot: all
/// of it in ordinary memory. Used by one thread. Appending never fails:
/// what does not fit in the pool goes to a file beside it, and then error() says
/// that the transaction must be rolled back. Old bytes are durable after fence().
class UndoLog {
public:
  /// `Slot`: nullptr on a working copy.
  UndoLog(Pool &P, LogSlot *Slot);
  ~UndoLog();
  UndoLog(const UndoLog &) = delete;
  UndoLog &operator=(const UndoLog &) = delete;

  /// Saves [Source, Source + Size), Size > 0, that lie at `Offset` of the pool.
  [[gnu::always_inline]] void append(uint64_t Offset, const void *Source, size_t Size) {
    // The usual sizes without a call.
    uint64_t Word;
    if (Size == 8)
      memcpy(&Word, Source, 8);
    else if (Size == 4)
      Word = loadHalf(Source);
    else
      return appendRange(Offset, Source, Size);
    if (recordBytes(8) > size_t(Limit - Tail)) [[unlikely]]
      return appendRange(Offset, Source, Size);
    writeWord(Offset, RecordType::Undo, Word, uint32_t(Size));
    ++Live;
  }

  /// Makes all records durable. One drain, and none when nothing was appended.
  [[gnu::always_inline]] void fence() {
    if (Count != FencedCount) [[unlikely]]
      fenceNow();
  }

  /// Whether this transaction has appended anything.
  bool empty() const { return Count == 0; }
  /// 0, or why this transaction can't commit (ENOSPC).
  int error() const { return Error; }

  struct Savepoint {
    size_t Chunk;
    char *Position;
    uint32_t Live;
  };
  Savepoint savepoint() const { return {Chunks.empty() ? 0 : Chunks.size() - 1, Tail, Live}; }
  /// The savepoint before the first record.
  static Savepoint start() { return {0, nullptr, 0}; }

  /// Undoes every change since the savepoint and makes that durable, with a record
  /// that says so: after this other threads may change the same bytes.
  void rollBackTo(const Savepoint &S);
  /// The same without undoing: nothing was stored to the bytes saved since.
  void forgetSince(const Savepoint &S);
  /// Undoes every change and empties the log.
  void rollBack();

  /// Commits a transaction that published nothing: one store, flushed and drained.
  void bump() {
    __atomic_store_n(&Slot->Sequence, Sequence + 1, __ATOMIC_RELEASE);
    if (Flushes)
      persistSequence();
    crashPoint("sequence");
    reset();
  }
  /// For pmemobj_set_value: the word and the value that commit.
  uint64_t *sequenceWord() const { return &Slot->Sequence; }
  uint64_t committedSequence() const { return Sequence + 1; }
  /// The sequence number has been advanced in the pool: start over.
  void reset() {
    Sequence += 1;
    Seed = checksum::seed(SlotOffset, Sequence);
    Count = FencedCount = Live = 0;
    if (HasGrown) [[unlikely]]
      shrink();
    FlushedTo = Tail = Start;
  }

  /// The slot that it was made with.
  LogSlot *slot() const { return isVolatile() ? nullptr : Slot; }

private:
  bool isVolatile() const { return Slot == &VolatileSlot; }

  static uint32_t loadHalf(const void *Source) {
    uint32_t Half;
    memcpy(&Half, Source, 4);
    return Half;
  }

  /// A record of at most 8 bytes, for which there is room.
  [[gnu::always_inline]] void writeWord(uint64_t Offset, RecordType Type, uint64_t Word,
                                        uint32_t Size) {
    uint64_t OffsetAndType = Record::pack(Offset, Type);
    uint64_t Hash = checksum::ofHeader(Seed, 0, OffsetAndType, Size, FencedCount);
    memcpy(reinterpret_cast<Record *>(Tail)->data(), &Word, 8);
    finish(OffsetAndType, Size, checksum::ofWords(Hash, &Word, 1), recordBytes(8));
  }
  [[gnu::always_inline]] void finish(uint64_t OffsetAndType, uint32_t Size, uint64_t Hash,
                                     size_t Bytes) {
    auto *R = reinterpret_cast<Record *>(Tail);
    uint32_t Fenced = FencedCount;
    Tail += Bytes;
    ++Count;
    FencedCount = Fenced + FencedAtOnce;
    R->Timestamp = 0;
    R->OffsetAndType = OffsetAndType;
    R->Size = Size;
    R->Fenced = Fenced;
    // Old bytes and header are in memory before the checksum that vouches for
    // them, and that before the store it covers: enough for a process's death.
    __atomic_store_n(&R->Checksum, Hash, __ATOMIC_RELEASE);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    crashPoint("log append");
  }
  void write(uint64_t Offset, RecordType Type, const void *Source, size_t Size);
  [[gnu::noinline]] void appendRange(uint64_t Offset, const void *Source, size_t Size) noexcept;
  void appendTruncate(uint32_t Keep);
  [[gnu::noinline]] void fenceNow() noexcept;
  void flushTail();
  [[gnu::noinline]] void persistSequence() noexcept;
  void nextChunk(size_t BytesWanted);
  LogChunk *allocateChunk(size_t BytesWanted);
  void use(LogChunk *Chunk);
  [[gnu::noinline]] void shrink() noexcept;
  void apply(const Record &R);
  void undoSince(const Savepoint &S);

  char *Tail = nullptr;      ///< the next record goes here
  char *Limit = nullptr;     ///< and must end here
  char *FlushedTo = nullptr; ///< records of this chunk before it are on their way
  uint64_t Seed = 0;
  uint32_t Count = 0;       ///< records of all types
  uint32_t FencedCount = 0; ///< … that are known durable
  uint32_t Live = 0;        ///< undo records that were not truncated
  uint32_t FencedAtOnce;    ///< 1: records are as durable as they get when written
  bool Flushes;             ///< whether the medium does anything
  bool HasGrown = false;    ///< more than the first chunk
  int Error = 0;
  char *Start = nullptr; ///< of the first chunk's records
  LogSlot VolatileSlot{};
  LogSlot *Slot;
  uint64_t Sequence;
  uint64_t SlotOffset;
  Pool &Owner;
  Medium &Storage;
  std::vector<LogChunk *> Chunks;
  std::unique_ptr<OverflowFile> Overflow;
};

} // namespace stet

#endif // STET_RUNTIME_LOG_UNDOLOG_H
