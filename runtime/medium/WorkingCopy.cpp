//===-- runtime/medium/WorkingCopy.cpp - A private copy in DRAM, with a log ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pool is mapped privately: stores touch only DRAM, and nothing that is not
// committed reaches the file. What a commit has changed, and what libpmemobj has
// flushed for it, goes to a redo log with one write and one sync; in the background
// the log is applied to the file. The way of a commit:
//
//   enterCommit   Capture::enter         the gate: no batch is cut from here on
//                 Capture::announce      is there room in the log?
//   flush         Capture::add           the bytes are copied
//   leaveCommit   Capture                the number of the batch is the ticket
//   wait          CommitQueue::waitFor   one thread writes for all
//
//===----------------------------------------------------------------------===//

#include "../diagnostics/CaptureTrace.h"
#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "CommitQueue.h"
#include "Medium.h"
#include "UntouchedHoles.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>

namespace stet {
namespace {

class WorkingCopy final : public Medium {
public:
  WorkingCopy(const MediumRequest &R, int Descriptor)
      : Base(R.Base), PoolFile(Descriptor, R.Path), Access{PoolFile, R.Size, R.MarkOffset, {}},
        Captured(R.Base, R.Size) {
    memcpy(Access.Id, R.PoolId, sizeof(Access.Id));
  }

  /// Makes the log. False after setError().
  bool makeLog(const MediumRequest &R, bool OnPersistentMemory) {
    bool Buffered = R.RelaxedMilliseconds || OnPersistentMemory;
    Log = redo::RedoLog::create(
        Access, {R.LogBytes, Buffered ? redo::WriteMode::Buffered : redo::WriteMode::Direct,
                 OnPersistentMemory});
    if (!Log)
      return false;
    Background = std::make_unique<Checkpointer>(Access, *Log, R.Base);
    // Persistent memory needs no second thread to be fast.
    Queue = std::make_unique<CommitQueue>(Captured, *Log, *Background,
                                          OnPersistentMemory ? 0 : R.RelaxedMilliseconds);
    Background->setIdleWork([this] { Queue->leaveAreaWhenIdle(); });
    return true;
  }

  ~WorkingCopy() override {
    if (!Log)
      return;
    Background->stop();
    Queue->stop();
    // Nothing was committed: the pool does without this log again.
    if (!IsFinished && !Queue->batches() && !Queue->failure())
      forgetLog();
  }

  int mapFlags(int Requested) const override {
    constexpr int Kinds = MAP_SHARED | MAP_SHARED_VALIDATE | MAP_PRIVATE | MAP_SYNC;
    return (Requested & ~Kinds) | MAP_PRIVATE | MAP_NORESERVE;
  }
  bool flushes() const override { return true; }
  bool isWorkingCopy() const override { return true; }

  void flush(const void *Address, size_t Size) override { Captured.add(Address, Size); }
  void drain() override { traceDrain(); }

  int enterCommit(size_t Bytes) override {
    for (;;) {
      if (int Error = Queue->failure())
        return Error;
      Captured.enter();
      if (Captured.announce(Bytes))
        return 0;
      Captured.leave();
      if (int Error = Queue->makeRoom(Bytes))
        return Error;
    }
  }
  CommitTicket leaveCommit() override { return Captured.leaveCommitted(); }
  int wait(CommitTicket Ticket) override { return Queue->waitFor(Ticket); }
  CommitTicket lastCommit() const override { return Captured.lastCommit(); }

  int sync() override { return Queue->sync(); }
  int checkpoint() override {
    if (int Error = Queue->leaveArea())
      return Error;
    int Error = Background->waitUntilDone();
    if (Error)
      setError(Error, "can't bring the log into pool '%s': %s", PoolFile.path().c_str(),
               strerror(Error));
    return Error;
  }

  MediumStatistics statistics() override {
    return {Captured.commits(),         Queue->batches(),
            Queue->bytesLogged(),       Background->checkpoints(),
            Background->bytesWritten(), Background->pages().residentBytes()};
  }

  int trim(const Quiescence &WhenQuiet) override {
    if (int Error = checkpoint())
      return Error;
    // A few pages in each moment of quiescence: nobody waits for long.
    for (bool More = true; More;) {
      bool Done = false;
      WhenQuiet([&] {
        // What a page holds may be on its way to the file.
        Done = Queue->whileLogIsEmpty([&] { More = Background->pages().giveBackSome(); });
      });
      if (!Done) {
        setError(EBUSY, "pool '%s' is in use by a transaction", PoolFile.path().c_str());
        return EBUSY;
      }
    }
    return 0;
  }

  void fillWithZeroes(char *Start, size_t Size) override {
    // What the file has no space for, and nobody has touched, is zero already.
    constexpr size_t WorthALook = 1 << 16;
    if (Size < WorthALook)
      return Medium::fillWithZeroes(Start, Size);
    UntouchedHoles Holes(PoolFile.descriptor(), Base);
    Holes.forEachOther(Start, Size,
                       [this](char *Part, size_t Length) { Medium::fillWithZeroes(Part, Length); });
  }

  int finish() override {
    // Relaxed commits were acknowledged and are durable only now.
    if (int Error = Queue->sync(); Error && Queue->isRelaxed())
      return Error;
    // Where this fails the log stays, and the next open goes on from it.
    if (checkpoint() != 0)
      return 0;
    Background->stop();
    Queue->stop();
    forgetLog();
    IsFinished = true;
    return 0;
  }

  void abandonInForkedChild() override {
    // The threads that may hold the locks, or write the log, are the parent's. What
    // is left of them is leaked.
    Log->abandonInForkedChild();
    (void)Log.release();
    (void)Background.release();
    (void)Queue.release();
    forgetBackgroundThreadsInForkedChild();
  }

private:
  void forgetLog() {
    if (Access.setLogId(0))
      Log->remove();
  }

  char *const Base;
  redo::File PoolFile;
  redo::PoolFileAccess Access;
  Capture Captured;
  std::unique_ptr<redo::RedoLog> Log;
  std::unique_ptr<Checkpointer> Background;
  std::unique_ptr<CommitQueue> Queue;
  bool IsFinished = false;
};

} // namespace

std::unique_ptr<Medium> createWorkingCopy(const MediumRequest &Request, bool OnPersistentMemory) {
  int Descriptor = fcntl(Request.File, F_DUPFD_CLOEXEC, 0);
  if (Descriptor < 0) {
    setError(errno, "can't open the pool '%s': %s", Request.Path.c_str(), strerror(errno));
    return nullptr;
  }
  auto Copy = std::make_unique<WorkingCopy>(Request, Descriptor);
  if (!Copy->makeLog(Request, OnPersistentMemory))
    return nullptr;
  return Copy;
}

} // namespace stet
