//===-- runtime/pool/PoolFile.cpp - A pool's file before it is mapped ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PoolFile.h"
#include "../diagnostics/Error.h"
#include "../redo/File.h"
#include "LibPmemobjFormat.h"
#include "OpenError.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stet {
namespace {

using namespace libpmemobj;

/// What stands in the place of the layout name until libpmemobj writes it.
constexpr char UnfinishedMark[] = "stet/unfinished";

/// Reads up to `Size` bytes; what lies behind the end of the file reads as zeroes.
bool readAt(int File, const std::string &Path, void *Data, size_t Size, uint64_t Offset) {
  memset(Data, 0, Size);
  for (size_t Done = 0; Done < Size;) {
    ssize_t Got = pread(File, static_cast<char *>(Data) + Done, Size - Done, Offset + Done);
    if (Got == 0)
      break;
    if (Got < 0 && errno != EINTR)
      return setError(errno, "can't read the pool '%s': %s", Path.c_str(), strerror(errno));
    Done += std::max<ssize_t>(Got, 0);
  }
  return true;
}

bool isZero(const void *Data, size_t Size) {
  const char *Bytes = static_cast<const char *>(Data);
  return std::all_of(Bytes, Bytes + Size, [](char C) { return C == 0; });
}

std::string absolutePath(const char *Path) {
  char *Resolved = realpath(Path, nullptr);
  std::string Result = Resolved ? Resolved : Path;
  free(Resolved);
  return Result;
}

} // namespace

std::unique_ptr<PoolFile> PoolFile::open(const char *Path) { return openLocked(Path, O_RDWR); }

std::unique_ptr<PoolFile> PoolFile::openOrMake(const char *Path) {
  return openLocked(Path, O_RDWR | O_CREAT);
}

std::unique_ptr<PoolFile> PoolFile::openLocked(const char *Path, int Flags) {
  for (;;) {
    // Before the open, which may wait for a FIFO's other end, say.
    struct stat Status;
    if (stat(Path, &Status) == 0 && !S_ISREG(Status.st_mode)) {
      reportNotAFile(Path);
      return nullptr;
    }
    int NewDescriptor = ::open(Path, Flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);
    if (NewDescriptor < 0) {
      reportCannotOpen(Path, errno);
      return nullptr;
    }
    std::unique_ptr<PoolFile> File(new PoolFile(NewDescriptor));
    if (fstat(NewDescriptor, &Status) != 0) {
      reportCannotOpen(Path, errno);
      return nullptr;
    }
    if (!S_ISREG(Status.st_mode)) {
      reportNotAFile(Path);
      return nullptr;
    }
    if (flock(NewDescriptor, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK)
        reportInUse(Path, Status.st_dev, Status.st_ino);
      else
        setError(errno, "can't lock the pool '%s': %s", Path, strerror(errno));
      return nullptr;
    }
    // Whoever had the lock before may have removed or resized the file.
    struct stat Named;
    if (fstat(NewDescriptor, &Status) != 0 || stat(Path, &Named) != 0 ||
        Named.st_dev != Status.st_dev || Named.st_ino != Status.st_ino)
      continue;
    File->Path = absolutePath(Path);
    File->Size = Status.st_size & ~size_t(4095);
    File->Device = Status.st_dev;
    File->Inode = Status.st_ino;
    return File;
  }
}

PoolFile::~PoolFile() { close(FileDescriptor); }

bool PoolFile::inspect(Contents &C) const { return inspect(FileDescriptor, Path, C); }

bool PoolFile::inspect(int File, const std::string &Path, Contents &C) {
  struct stat Status;
  if (fstat(File, &Status) != 0)
    return setError(errno, "can't read the pool '%s': %s", Path.c_str(), strerror(errno));
  C.TheKind = Kind::Unfinished;
  if (Status.st_size == 0)
    return true;
  char Start[IdOffset + sizeof(C.Id)];
  Descriptor D;
  if (!readAt(File, Path, Start, sizeof(Start), 0) ||
      !readAt(File, Path, &D, sizeof(D), HeaderSize))
    return false;
  memcpy(C.Id, Start + IdOffset, sizeof(C.Id));
  bool Signed = !memcmp(Start, Signature, sizeof(Signature));
  // In the order in which a creation goes on: marked; libpmemobj's header written
  // and its descriptor cleared; the descriptor written; our header finished.
  if (!memcmp(D.Layout, UnfinishedMark, sizeof(UnfinishedMark)))
    return true;
  if (Signed && isZero(&D, offsetof(Descriptor, RootOffset)))
    return true;
  D.Layout[sizeof(D.Layout) - 1] = 0;
  if (!LayoutName::decode(D.Layout, C.Name)) {
    C.TheKind = Signed ? Kind::Foreign : Kind::Other;
    return true;
  }
  C.NeededSize = D.HeapOffset + D.HeapSize;
  if (C.Name.Version == LayoutName::CurrentVersion) {
    if (!D.RootOffset)
      return true;
    // A root beyond the end of the file: it was cut short, not never finished.
    if (D.RootOffset + sizeof(C.Header) <= uint64_t(Status.st_size)) {
      if (!readAt(File, Path, &C.Header, sizeof(C.Header), D.RootOffset))
        return false;
      C.HeaderOffset = D.RootOffset;
      if (C.Header.Magic == 0)
        return true;
    }
  }
  C.TheKind = Kind::Finished;
  return true;
}

bool PoolFile::beginCreation(size_t NewSize, bool Durably) {
  Size = NewSize;
  if (ftruncate(FileDescriptor, 0) == 0 && fchmod(FileDescriptor, 0600) == 0 &&
      pwrite(FileDescriptor, UnfinishedMark, sizeof(UnfinishedMark), HeaderSize) ==
          ssize_t(sizeof(UnfinishedMark)) &&
      ftruncate(FileDescriptor, NewSize) == 0 && (!Durably || fsync(FileDescriptor) == 0))
    return true;
  return setError(errno, "can't create the pool '%s' of %zu bytes: %s", Path.c_str(), NewSize,
                  strerror(errno));
}

void PoolFile::remove() { unlink(Path.c_str()); }

bool PoolFile::syncName() const {
  if (redo::syncDirectoryOf(Path))
    return true;
  return setError(errno, "can't sync the directory of the pool '%s': %s", Path.c_str(),
                  strerror(errno));
}

bool PoolFile::syncData() const {
  if (fdatasync(FileDescriptor) == 0)
    return true;
  return setError(errno, "can't sync the pool '%s': %s", Path.c_str(), strerror(errno));
}

} // namespace stet
