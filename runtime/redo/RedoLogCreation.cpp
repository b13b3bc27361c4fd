//===-- runtime/redo/RedoLogCreation.cpp - Making the log of a pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "RedoLog.h"
#include "SuperblockPair.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stet::redo {
namespace {

constexpr uint64_t UsualBytes = uint64_t(128) << 20;
constexpr uint64_t LeastAreaBytes = 32 * 1024;
constexpr uint64_t MostAreaBytes = uint64_t(1) << 40;

bool cannotMake(const std::string &Path, int Error) {
  return setError(Error,
                  "can't make the log '%s' beside its pool: %s; give its directory room and write "
                  "permission, or open the pool in place (STET_PLACEMENT=in-place)",
                  Path.c_str(), strerror(Error));
}

/// Whether a file that has the log's name already may be replaced: what a crash left
/// when a log was made or removed, of a pool that doesn't need it. Sets an error.
bool isLeftOver(const LogStorage &Log, const PoolFileAccess &Pool) {
  Superblock S;
  switch (readSuperblock(Log, S)) {
  case SuperblockState::Blank:
    return true;
  case SuperblockState::Unreadable:
    return setError(errno, "can't read '%s': %s", Log.path().c_str(), strerror(errno));
  case SuperblockState::Invalid:
    return setError(EEXIST,
                    "'%s', where the pool '%s' would have its log, is another file: move it away",
                    Log.path().c_str(), Pool.Pool.path().c_str());
  case SuperblockState::Valid:
    break;
  }
  if (Pool.isIdOf(S))
    return true;
  return setError(EEXIST,
                  "'%s' is the log of another pool than '%s', which may need it: move it to where "
                  "that pool is",
                  Log.path().c_str(), Pool.Pool.path().c_str());
}

int openFile(const std::string &Path, bool &IsNew) {
  int Flags = O_RDWR | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK;
  int Descriptor = open(Path.c_str(), Flags | O_CREAT | O_EXCL, 0600);
  IsNew = Descriptor >= 0;
  if (!IsNew && errno == EEXIST)
    Descriptor = open(Path.c_str(), Flags);
  struct stat Status;
  if (Descriptor >= 0 && fstat(Descriptor, &Status) == 0 && !S_ISREG(Status.st_mode)) {
    close(Descriptor);
    errno = EEXIST;
    return -1;
  }
  return Descriptor;
}

uint64_t newId() {
  uint64_t Id = 0;
  while (!Id)
    if (getrandom(&Id, sizeof(Id), 0) != sizeof(Id))
      Id = 0;
  return Id;
}

} // namespace

std::unique_ptr<RedoLog> RedoLog::create(const PoolFileAccess &Pool, const LogOptions &Options) {
  std::string Path = Pool.logPath();
  crashObserveCreate(Path.c_str());
  bool IsNew;
  int Descriptor = openFile(Path, IsNew);
  if (Descriptor < 0) {
    cannotMake(Path, errno);
    return nullptr;
  }
  crashPoint("log file");
  if (flock(Descriptor, LOCK_EX | LOCK_NB) != 0) {
    int Error = errno;
    close(Descriptor);
    setError(Error == EWOULDBLOCK ? EBUSY : Error,
             "the log '%s' is in use by another process (%s), whose pool was moved or copied",
             Path.c_str(), strerror(Error));
    return nullptr;
  }
  std::unique_ptr<LogStorage> Storage =
      createFileStorage(fcntl(Descriptor, F_DUPFD_CLOEXEC, 0), Path, Options.Mode);
  if (!IsNew && !isLeftOver(*Storage, Pool)) {
    close(Descriptor);
    return nullptr;
  }
  if (Options.OnPersistentMemory)
    Storage = createPersistentStorage(Descriptor, Path);
  else
    close(Descriptor);
  std::unique_ptr<RedoLog> Log(new RedoLog(std::move(Storage)));
  if (!Log->initialise(Pool, Options.Size ? Options.Size : UsualBytes)) {
    int Error = errno;
    if (IsNew && !Log->IsNamed)
      Log->remove();
    cannotMake(Path, Error);
    return nullptr;
  }
  return Log;
}

bool RedoLog::initialise(const PoolFileAccess &Pool, uint64_t Size) {
  // What is there belongs to no epoch of the new log, whose number seeds all
  // checksums; so nothing needs to be erased.
  Block = {};
  Block.Magic = Superblock::MagicNumber;
  Block.Version = Superblock::CurrentVersion;
  Block.LogId = newId();
  memcpy(Block.PoolId, Pool.Id, sizeof(Block.PoolId));
  uint64_t AreaBytes = roundUp(std::clamp(Size / 2, LeastAreaBytes, MostAreaBytes), BlockBytes);
  // A disk that is nearly full gets a smaller one, which is checkpointed more often.
  while (!Storage->extend(0, FirstAreaOffset + 2 * AreaBytes)) {
    if ((errno != ENOSPC && errno != EDQUOT && errno != EFBIG) || AreaBytes / 2 < LeastAreaBytes)
      return false;
    AreaBytes = roundUp(AreaBytes / 2, BlockBytes);
  }
  Block.Areas[0] = {FirstAreaOffset, AreaBytes, 1, 1};
  Block.Areas[1] = {FirstAreaOffset + AreaBytes, AreaBytes, 0, 0};
  Position = FirstAreaOffset;
  ZeroedTo = FirstAreaOffset;
  End = FirstAreaOffset + 2 * AreaBytes;
  if (!writeSuperblock(*Storage, Block) || !Storage->sync() || !syncDirectoryOf(path()))
    return false;
  crashPoint("log made");
  zeroAhead(); // the first commits find it done
  // In this order: a log's number is never beside another log's count.
  if (!Pool.setApplied(0))
    return false;
  if (Pool.setLogId(Block.LogId))
    return true;
  // It may be on the disk all the same. When it can't be taken back the log stays.
  int Error = errno;
  IsNamed = !Pool.setLogId(0);
  errno = Error;
  return false;
}

} // namespace stet::redo
