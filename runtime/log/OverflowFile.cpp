//===-- runtime/log/OverflowFile.cpp - Where a log goes on when its pool is full ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "OverflowFile.h"

#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../diagnostics/NoCancellation.h"
#include "../pool/Pool.h"
#include "../redo/File.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace stet;

namespace {
constexpr uint64_t FileMagic = 0x4f46'5245'564f'5453; // "STOVERFO"
constexpr size_t PageBytes = 4096;
constexpr size_t ChunkBytes = 16 * 1024 * 1024;

/// The first page of the file.
struct FileHeader {
  uint64_t Magic;
  uint64_t Id;
  uint64_t SlotOffset;
  uint64_t Sequence;
  uint64_t PoolBase;
};

std::string pathFor(Pool &P, const LogSlot *Slot) {
  char Suffix[48];
  snprintf(Suffix, sizeof(Suffix), "-overflow.%llx",
           static_cast<unsigned long long>(P.offsetOf(Slot)));
  return P.path() + Suffix;
}

void setOverflow(Pool &P, LogSlot *Slot, uint64_t Id, uint64_t Sequence) {
  __atomic_store_n(&Slot->OverflowId, Id, __ATOMIC_RELEASE);
  P.persist(&Slot->OverflowId, sizeof(Slot->OverflowId));
  __atomic_store_n(&Slot->OverflowSequence, Sequence, __ATOMIC_RELEASE);
  P.persist(&Slot->OverflowSequence, sizeof(Slot->OverflowSequence));
}

uint64_t newId() {
  timespec Now;
  clock_gettime(CLOCK_REALTIME, &Now);
  return ((uint64_t(Now.tv_sec) * 1000000000 + uint64_t(Now.tv_nsec)) ^ uint64_t(getpid()) << 40) |
         1;
}
} // namespace

std::unique_ptr<OverflowFile> OverflowFile::create(Pool &P, LogSlot *Slot) {
  std::string Path = pathFor(P, Slot);
  // One that is there belongs to a transaction that is over: recovery would have
  // needed and removed it otherwise.
  unlink(Path.c_str());
  int File = ::open(Path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (File < 0)
    return nullptr;
  std::unique_ptr<OverflowFile> Result(new OverflowFile(P, File, Path));
  FileHeader Header = {FileMagic, newId(), P.offsetOf(Slot), Slot->Sequence,
                       reinterpret_cast<uintptr_t>(P.base())};
  int Why = posix_fallocate(File, 0, PageBytes); // does not set errno
  if (!Why &&
      (pwrite(File, &Header, sizeof(Header), 0) != ssize_t(sizeof(Header)) || fsync(File) != 0))
    Why = errno ? errno : EIO;
  if (Why) {
    Result.reset();
    unlink(Path.c_str());
    errno = Why;
    return nullptr;
  }
  Result->End = PageBytes;
  redo::syncDirectoryOf(Path);
  crashPoint("overflow file made");
  setOverflow(P, Slot, Header.Id, Slot->Sequence);
  crashPoint("overflow file noted");
  return Result;
}

std::unique_ptr<OverflowFile> OverflowFile::open(Pool &P, LogSlot *Slot) {
  std::string Path = pathFor(P, Slot);
  int File = ::open(Path.c_str(), O_RDWR | O_CLOEXEC);
  if (File < 0) {
    setError(EBADMSG,
             "pool '%s' ended in the middle of a transaction whose undo log goes on in '%s', which "
             "can't be opened: %s",
             P.path().c_str(), Path.c_str(), strerror(errno));
    return nullptr;
  }
  std::unique_ptr<OverflowFile> Result(new OverflowFile(P, File, Path));
  FileHeader Header;
  struct stat Status;
  if (fstat(File, &Status) != 0 ||
      pread(File, &Header, sizeof(Header), 0) != ssize_t(sizeof(Header)) ||
      Header.Magic != FileMagic || Header.Id != Slot->OverflowId ||
      Header.SlotOffset != P.offsetOf(Slot) || Header.Sequence != Slot->Sequence) {
    setError(EBADMSG,
             "'%s' is not the undo log that the unfinished transaction of pool '%s' goes on in",
             Path.c_str(), P.path().c_str());
    return nullptr;
  }
  uint64_t At = PageBytes;
  while (At + PageBytes <= uint64_t(Status.st_size)) {
    LogChunk Chunk;
    if (pread(File, &Chunk, sizeof(Chunk), off_t(At)) != ssize_t(sizeof(Chunk)) ||
        Chunk.Magic != LogChunk::MagicNumber || Chunk.Bytes < PageBytes ||
        Chunk.Bytes > uint64_t(Status.st_size) - At)
      break; // a crash came before the chunk was in use
    if (!Result->map(At, Chunk.Bytes)) {
      setError(errno, "'%s' can't be mapped: %s", Path.c_str(), strerror(errno));
      return nullptr;
    }
    At += Chunk.Bytes;
  }
  return Result;
}

OverflowFile::~OverflowFile() {
  for (LogChunk *Chunk : Chunks)
    munmap(Chunk, Chunk->Bytes);
  close(File);
}

LogChunk *OverflowFile::map(uint64_t Offset, size_t Bytes) {
  void *Memory = mmap(nullptr, Bytes, PROT_READ | PROT_WRITE, MAP_SHARED, File, off_t(Offset));
  if (Memory == MAP_FAILED)
    return nullptr;
  auto *Chunk = static_cast<LogChunk *>(Memory);
  Chunks.push_back(Chunk);
  End = Offset + Bytes;
  return Chunk;
}

LogChunk *OverflowFile::addChunk(size_t Bytes) {
  Bytes = (std::max(Bytes, ChunkBytes) + PageBytes - 1) & ~(PageBytes - 1);
  if (int Why = posix_fallocate(File, off_t(End), off_t(Bytes))) {
    errno = Why;
    return nullptr;
  }
  LogChunk *Chunk = map(End, Bytes);
  if (!Chunk)
    return nullptr;
  *Chunk = {LogChunk::MagicNumber, Bytes, PMEMoid{0, 0}, {}};
  if (Owner.medium().flushes() && (fsync(File) != 0 || msync(Chunk, PageBytes, MS_SYNC) != 0))
    return nullptr;
  crashPoint("overflow chunk");
  return Chunk;
}

bool OverflowFile::contains(const void *Address) const {
  auto *At = static_cast<const char *>(Address);
  return std::any_of(Chunks.begin(), Chunks.end(), [At](const LogChunk *Chunk) {
    auto *Begin = reinterpret_cast<const char *>(Chunk);
    return At >= Begin && At < Begin + Chunk->Bytes;
  });
}

void OverflowFile::sync(const void *From, const void *To) {
  NoCancellation Shield;
  uintptr_t Begin = reinterpret_cast<uintptr_t>(From) & ~uintptr_t(PageBytes - 1);
  uintptr_t Size = reinterpret_cast<uintptr_t>(To) - Begin;
  if (msync(reinterpret_cast<void *>(Begin), Size, MS_SYNC) != 0)
    fatal("'%s' can't be written (%s); the running transaction is rolled back when pool '%s' is "
          "opened next",
          Path.c_str(), strerror(errno), Owner.path().c_str());
}

void OverflowFile::remove(Pool &P, LogSlot *Slot) {
  // A crash may have come before the slot's note of it.
  if (unlink(pathFor(P, Slot).c_str()) == 0)
    crashPoint("overflow file removed");
  if (Slot->OverflowId == 0)
    return;
  __atomic_store_n(&Slot->OverflowId, uint64_t(0), __ATOMIC_RELEASE);
  P.persist(&Slot->OverflowId, sizeof(Slot->OverflowId));
}
