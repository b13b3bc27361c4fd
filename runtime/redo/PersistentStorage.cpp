//===-- runtime/redo/PersistentStorage.cpp - A redo log in persistent memory ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../diagnostics/CrashPoint.h"
#include "File.h"
#include "Format.h"
#include "LibPmem.h"
#include "LogStorage.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <libpmem.h>
#include <sys/mman.h>
#include <unistd.h>

namespace stet::redo {
namespace {

/// Streaming stores, one fence a sync, no system call.
class PersistentStorage final : public LogStorage {
public:
  PersistentStorage(int Descriptor, const std::string &Path) : Log(Descriptor, Path) {}
  ~PersistentStorage() override {
    if (Mapped)
      munmap(Mapped, Size);
  }

  size_t alignment() const override { return LineBytes; }

  bool write(uint64_t Offset, const void *Data, size_t Bytes) override {
    crashObserveWrite(path().c_str(), Offset, Data, Bytes);
    crashPoint("log write");
    __real_pmem_memcpy(Mapped + Offset, Data, Bytes, PMEM_F_MEM_NODRAIN | PMEM_F_MEM_NONTEMPORAL);
    crashPoint("log written");
    return true;
  }
  bool sync() override {
    __real_pmem_drain();
    crashObserveSync(path().c_str());
    crashPoint("log synced");
    return true;
  }
  bool read(uint64_t Offset, void *Data, size_t Bytes) const override {
    return Log.read(Offset, Data, Bytes);
  }

  bool extend(uint64_t Offset, uint64_t Bytes) override {
    // Space is taken before it is mapped: a store can't report that there is none.
    if (int Error = posix_fallocate(Log.descriptor(), off_t(Offset), off_t(Bytes))) {
      errno = Error;
      return false;
    }
    return fsync(Log.descriptor()) == 0 && map(Offset + Bytes);
  }
  void release(uint64_t Offset, uint64_t Bytes) override {
    fallocate(Log.descriptor(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, off_t(Offset),
              off_t(Bytes));
  }
  bool gainsFromZeroing() const override { return false; }
  const std::string &path() const override { return Log.path(); }

private:
  bool map(size_t NewSize) {
    void *New = MAP_FAILED;
    int Protection = PROT_READ | PROT_WRITE;
    if (Mapped) {
      New = mremap(Mapped, Size, NewSize, MREMAP_MAYMOVE);
    } else {
      New = __real_mmap(nullptr, NewSize, Protection, MAP_SHARED_VALIDATE | MAP_SYNC,
                        Log.descriptor(), 0);
      if (New == MAP_FAILED) // not DAX, but said to be persistent (PMEM_IS_PMEM_FORCE)
        New = __real_mmap(nullptr, NewSize, Protection, MAP_SHARED, Log.descriptor(), 0);
    }
    if (New == MAP_FAILED)
      return false;
    Mapped = static_cast<char *>(New);
    Size = NewSize;
    madvise(Mapped, Size, MADV_DONTFORK);
    return true;
  }

  File Log;
  char *Mapped = nullptr;
  size_t Size = 0;
};

} // namespace

std::unique_ptr<LogStorage> createPersistentStorage(int Descriptor, const std::string &Path) {
  return std::make_unique<PersistentStorage>(Descriptor, Path);
}

} // namespace stet::redo
