//===-- runtime/redo/Recovery.cpp - A pool file that was not closed ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "Checkpoint.h"
#include "PageWriter.h"
#include "SuperblockPair.h"

#include <algorithm>
#include <cerrno>
#include <cinttypes>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stet::redo {
namespace {

class Recovery {
public:
  Recovery(const PoolFileAccess &Pool, const Mark &Needed)
      : Pool(Pool), LogPath(Pool.logPath()), Needed(Needed), Writer(Pool.Pool) {}

  bool run() { return openLog() && checkContinuity() && syncLog() && applyAreas() && finish(); }

private:
  const char *poolPath() const { return Pool.Pool.path().c_str(); }

  bool damaged(const char *What) {
    return setError(EBADMSG,
                    "the log '%s' of pool '%s' is damaged: %s; nothing was changed: restore both "
                    "from a copy",
                    LogPath.c_str(), poolPath(), What);
  }
  bool failed(const char *What, const char *Advice) {
    int Error = errno;
    return setError(Error, "can't %s: %s; nothing is lost: %s", What, strerror(Error), Advice);
  }

  bool openLog() {
    int Descriptor = open(LogPath.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (Descriptor < 0) {
      if (errno == ENOENT)
        return setError(EBADMSG,
                        "the pool '%s' was not closed, and its last commits are in the log '%s', "
                        "which is missing: put it back beside the pool",
                        poolPath(), LogPath.c_str());
      return failed(("open the log '" + LogPath + "'").c_str(), "change its permissions");
    }
    // A pool that was moved while it is open has taken its lock along, not its name.
    if (flock(Descriptor, LOCK_EX | LOCK_NB) != 0) {
      int Error = errno;
      close(Descriptor);
      return setError(Error == EWOULDBLOCK ? EBUSY : Error,
                      "the log '%s' is in use by another process (%s): the pool '%s' is a copy of "
                      "the one that it has open",
                      LogPath.c_str(), strerror(Error), poolPath());
    }
    struct stat Status;
    if (fstat(Descriptor, &Status) == 0)
      LogBytes = uint64_t(Status.st_size);
    Log = createFileStorage(Descriptor, LogPath, WriteMode::Buffered);
    switch (readSuperblock(*Log, Block)) {
    case SuperblockState::Valid:
      break;
    case SuperblockState::Unreadable:
      return failed(("read the log '" + LogPath + "'").c_str(), "try again");
    case SuperblockState::Blank:
    case SuperblockState::Invalid:
      return damaged("it has no valid superblock");
    }
    if (Block.Version != Superblock::CurrentVersion)
      return setError(EINVAL,
                      "the log '%s' has format %u, but this libstet knows format %u: use the "
                      "version of Stet that made it",
                      LogPath.c_str(), Block.Version, Superblock::CurrentVersion);
    if (Block.LogId != Needed.LogId)
      return setError(EBADMSG,
                      "the pool '%s' was not closed, and '%s' is %s: put the log beside the pool "
                      "that was there with it",
                      poolPath(), LogPath.c_str(),
                      Pool.isIdOf(Block) ? "the log of an earlier or a later state of it"
                                         : "the log of another pool");
    return true;
  }

  /// The areas that were used, the older one first.
  bool checkContinuity() {
    for (const Area &A : Block.Areas)
      if (A.Epoch)
        Used.push_back(A);
    std::sort(Used.begin(), Used.end(),
              [](const Area &A, const Area &B) { return A.Epoch < B.Epoch; });
    // A checkpoint takes a whole area. All that the older one holds may be in the file
    // already.
    if (Used.size() == 2 && Used[1].FirstSequence == Needed.Applied + 1)
      Used.erase(Used.begin());
    if (Used.empty() || Used[0].FirstSequence != Needed.Applied + 1)
      return setError(EBADMSG,
                      "the log '%s' begins with commit batch %" PRIu64
                      ", but the file of pool '%s' has those up to %" PRIu64
                      ": they are copies of different moments",
                      LogPath.c_str(), Used.empty() ? 0 : Used[0].FirstSequence, poolPath(),
                      Needed.Applied);
    // First all of it is read, and only then the file is changed.
    for (size_t I = 0; I < Used.size(); ++I) {
      // The whole file was there before the superblock named its areas.
      if (Used[I].end() > LogBytes)
        return damaged("it has been cut short");
      AreaReader Reader(*Log, Block.LogId, Used[I]);
      while (const BatchHeader *Batch = Reader.next())
        if (!forEachRecord(*Batch, Pool.Size, [](uint64_t, const char *, size_t) {}))
          return damaged("a commit lies outside of the pool");
      bool IsLast = I + 1 == Used.size();
      bool Damaged = IsLast ? Reader.isDamaged() : Reader.last() + 1 != Used[I + 1].FirstSequence;
      if (Reader.failed())
        return failed(("read the log '" + LogPath + "'").c_str(), "try again");
      if (Damaged)
        return damaged("a commit that was durable can't be read");
    }
    return true;
  }

  /// A process that was killed leaves batches in the page cache only. If power failed
  /// while they are applied, the file would have what the log has lost.
  bool syncLog() {
    return Log->sync() || failed(("sync the log '" + LogPath + "'").c_str(), "try again");
  }

  bool applyAreas() {
    for (const Area &A : Used) {
      AreaReader Reader(*Log, Block.LogId, A);
      while (const BatchHeader *Batch = Reader.next()) {
        if (!Writer.apply(*Batch, Pool.Size))
          return cannotApply();
      }
      if (Reader.failed())
        return failed(("read the log '" + LogPath + "'").c_str(), "try again");
    }
    return Writer.flush() || cannotApply();
  }

  bool cannotApply() {
    return failed(("bring pool '" + Pool.Pool.path() + "' up to date with its log").c_str(),
                  errno == ENOSPC || errno == EDQUOT ? "free disk space and open the pool again"
                                                     : "open the pool again");
  }

  bool finish() {
    crashPoint("recovery written");
    if (!Pool.Pool.sync())
      return cannotApply();
    crashPoint("recovery synced");
    if (!Pool.setLogId(0))
      return cannotApply();
    crashPoint("recovery noted");
    // A log that can't be removed is in nobody's way.
    crashObserveUnlink(LogPath.c_str());
    if (unlink(LogPath.c_str()) == 0)
      syncDirectoryOf(LogPath);
    crashPoint("recovery done");
    return true;
  }

  const PoolFileAccess &Pool;
  const std::string LogPath;
  const Mark Needed;
  PageWriter Writer;
  std::unique_ptr<LogStorage> Log;
  uint64_t LogBytes = 0;
  Superblock Block{};
  std::vector<Area> Used;
};

} // namespace

bool recoverPoolFile(const PoolFileAccess &Pool, const Mark &Needed) {
  return !Needed.LogId || Recovery(Pool, Needed).run();
}

} // namespace stet::redo
