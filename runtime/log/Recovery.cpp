//===-- runtime/log/Recovery.cpp - Rolls back what a crash left unfinished ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Recovery.h"

#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../pool/Pool.h"
#include "OverflowFile.h"

#include <algorithm>
#include <cerrno>

using namespace stet;

LiveLog::LiveLog() = default;
LiveLog::LiveLog(LiveLog &&) = default;
LiveLog::~LiveLog() = default;

namespace {

struct Region {
  uint64_t Begin, End;
};

/// Reads the logs of one pool. Changes nothing.
class Reader {
public:
  Reader(Pool &P, const std::vector<LogBlock *> &Blocks) : P(P) {
    protect(&P.header(), sizeof(PoolHeader));
    for (LogBlock *Block : Blocks) {
      protect(Block, LogBlock::Bytes);
      for (size_t I = 0; I < Block->Count; ++I) {
        Logs.emplace_back();
        Logs.back().Slot = &Block->slots()[I];
      }
    }
  }

  bool read() {
    for (LiveLog &Log : Logs)
      if (!findChunks(Log))
        return false;
    std::sort(Protected.begin(), Protected.end(),
              [](const Region &A, const Region &B) { return A.Begin < B.Begin; });
    for (LiveLog &Log : Logs)
      if (!scan(Log))
        return false;
    return true;
  }

  std::vector<LiveLog> Logs;

private:
  void protect(const void *Address, size_t Size) {
    uint64_t Begin = P.offsetOf(Address);
    Protected.push_back({Begin, Begin + Size});
  }

  bool damaged(const LiveLog &Log, const char *What, uint64_t Where) {
    return setError(EBADMSG,
                    "pool '%s' is damaged: the undo log at offset %#llx %s (record %llu); nothing "
                    "was changed",
                    P.path().c_str(), static_cast<unsigned long long>(P.offsetOf(Log.Slot)), What,
                    static_cast<unsigned long long>(Where));
  }

  bool findChunks(LiveLog &Log) {
    for (PMEMoid Link = Log.Slot->FirstChunk; Link.off;) {
      auto *Chunk = static_cast<LogChunk *>(P.at(Link.off));
      if (Link.off % 16 || !P.contains(Chunk, sizeof(LogChunk)) ||
          Chunk->Magic != LogChunk::MagicNumber || Chunk->Bytes < LogChunk::FirstBytes ||
          !P.contains(Chunk, Chunk->Bytes) ||
          std::count(Log.PoolChunks.begin(), Log.PoolChunks.end(), Chunk))
        return damaged(Log, "has an invalid chunk", Log.PoolChunks.size());
      Log.PoolChunks.push_back(Chunk);
      protect(Chunk, Chunk->Bytes);
      Link = Chunk->Next;
    }
    if (OverflowFile::isUsedBy(*Log.Slot)) {
      Log.Overflow = OverflowFile::open(P, Log.Slot);
      if (!Log.Overflow)
        return false;
    }
    return true;
  }

  /// Whether a user's transaction can have written these bytes.
  bool isWritable(uint64_t Offset, uint64_t Size) const {
    if (!P.contains(P.at(Offset), Size))
      return false;
    auto After = std::upper_bound(Protected.begin(), Protected.end(), Offset,
                                  [](uint64_t O, const Region &R) { return O < R.Begin; });
    if (After != Protected.end() && After->Begin < Offset + Size)
      return false;
    return After == Protected.begin() || (After - 1)->End <= Offset;
  }

  static bool verifies(const char *At, const char *End, uint64_t Seed) {
    if (size_t(End - At) < sizeof(Record))
      return false;
    auto *R = reinterpret_cast<const Record *>(At);
    return recordBytes(R->Size) <= size_t(End - At) && checksum::ofRecord(Seed, *R) == R->Checksum;
  }

  bool scan(LiveLog &Log) {
    std::vector<LogChunk *> Chunks = Log.PoolChunks;
    if (Log.Overflow)
      Chunks.insert(Chunks.end(), Log.Overflow->chunks().begin(), Log.Overflow->chunks().end());
    if (Chunks.empty())
      return true;
    uint64_t Seed = checksum::seed(P.offsetOf(Log.Slot), Log.Slot->Sequence);
    uint64_t Index = 0;
    std::vector<uint64_t> Indices; // of Log.Undo
    size_t Current = 0;
    const char *At = Chunks[0]->begin();
    for (; verifies(At, Chunks[Current]->end(), Seed); ++Index) {
      auto *R = reinterpret_cast<const Record *>(At);
      At += recordBytes(R->Size);
      switch (R->type()) {
      case RecordType::Undo:
        Log.Undo.push_back(R);
        Indices.push_back(Index);
        break;
      case RecordType::Truncate:
        if (R->offset() > Log.Undo.size())
          return damaged(Log, "takes back more records than it has", Index);
        Log.Undo.resize(R->offset());
        Indices.resize(R->offset());
        break;
      case RecordType::Continue:
        if (++Current == Chunks.size())
          return damaged(Log, "lacks the chunk that it goes on in", Index);
        At = Chunks[Current]->begin();
        break;
      default:
        return damaged(Log, "has a record of an unknown type: a newer version of Stet wrote it",
                       Index);
      }
    }
    // Only now: what a nested block had allocated and saved may be a log's since it
    // was undone.
    for (size_t I = 0; I < Log.Undo.size(); ++I)
      if (!isWritable(Log.Undo[I]->offset(), Log.Undo[I]->Size))
        return damaged(Log, "would overwrite what no transaction writes", Indices[I]);
    return isTornTail(Chunks, Current, At, Seed, Index) ||
           damaged(Log, "has a record that does not verify before its end", Index);
  }

  /// Whether nothing behind the first record that does not verify was appended
  /// after that one was known durable. (A torn tail is what a crash leaves of
  /// records that had not been fenced; no store followed them.)
  static bool isTornTail(const std::vector<LogChunk *> &Chunks, size_t Current, const char *At,
                         uint64_t Seed, uint64_t Index) {
    for (; Current < Chunks.size();
         At = ++Current < Chunks.size() ? Chunks[Current]->begin() : At) {
      const char *End = Chunks[Current]->end();
      for (; At + sizeof(Record) <= End; At += 8)
        if (reinterpret_cast<const Record *>(At)->Fenced > Index && verifies(At, End, Seed))
          return false;
    }
    return true;
  }

  Pool &P;
  std::vector<Region> Protected;
};

void undo(Pool &P, const LiveLog &Log) {
  for (size_t I = Log.Undo.size(); I--;) {
    const Record &R = *Log.Undo[I];
    void *To = P.at(R.offset());
    memcpy(To, R.data(), R.Size);
    P.medium().flush(To, R.Size);
    crashPoint("recovery undo");
  }
}

/// Gives back what the log had grown by. It is not live any more.
void shrink(Pool &P, LiveLog &Log) {
  Log.Overflow.reset();
  OverflowFile::remove(P, Log.Slot);
  for (size_t I = Log.PoolChunks.size(); I > 1; --I)
    freeLogChunk(P, &Log.PoolChunks[I - 2]->Next);
}

} // namespace

bool stet::recoverLogs(Pool &P, const std::vector<LogBlock *> &Blocks) {
  Reader All(P, Blocks);
  if (!All.read())
    return false;
  for (const LiveLog &Log : All.Logs)
    undo(P, Log);
  P.medium().drain();
  crashPoint("recovery undone");
  // Every log that may hold records of its present number, not only those with a
  // whole first record: what survived behind a torn one must not verify behind the
  // records of the next transaction.
  for (LiveLog &Log : All.Logs) {
    if (Log.PoolChunks.empty() && !Log.Overflow)
      continue;
    __atomic_store_n(&Log.Slot->Sequence, Log.Slot->Sequence + 1, __ATOMIC_RELEASE);
    P.medium().flush(&Log.Slot->Sequence, sizeof(Log.Slot->Sequence));
    crashPoint("recovery sequence");
  }
  P.medium().drain();
  // A working copy keeps all this in memory until it is synced; a file goes at once.
  bool HasOverflow = std::any_of(All.Logs.begin(), All.Logs.end(),
                                 [](const LiveLog &Log) { return Log.Overflow != nullptr; });
  if (HasOverflow && P.medium().sync() != 0)
    return false;
  for (LiveLog &Log : All.Logs)
    shrink(P, Log);
  return true;
}
