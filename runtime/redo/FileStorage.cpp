//===-- runtime/redo/FileStorage.cpp - A redo log on an ordinary file ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "File.h"
#include "Format.h"
#include "LogStorage.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace stet::redo {
namespace {

/// Blocks of a batch that was synced are never written again, so that a write that is
/// torn by a power cut can't harm them: batches start at blocks. Only those that share
/// a sync are packed.
class FileStorage final : public LogStorage {
public:
  FileStorage(int Descriptor, const std::string &Path, WriteMode Mode)
      : Log(Descriptor, Path), Mode(Mode) {
    if (Mode == WriteMode::Direct)
      Log.bypassPageCache();
  }

  size_t alignment() const override { return Mode == WriteMode::Direct ? BlockBytes : LineBytes; }
  bool write(uint64_t Offset, const void *Data, size_t Size) override {
    return Log.write(Offset, Data, Size);
  }
  bool sync() override { return Log.sync(); }
  bool read(uint64_t Offset, void *Data, size_t Size) const override {
    return Log.read(Offset, Data, Size);
  }

  bool extend(uint64_t Offset, uint64_t Size) override {
    if (fallocate(Log.descriptor(), 0, off_t(Offset), off_t(Size)) == 0)
      return true;
    // Where space can't be taken beforehand a full disk is met by a write.
    if (errno == EOPNOTSUPP || errno == ENOSYS)
      return ftruncate(Log.descriptor(), off_t(Offset + Size)) == 0;
    return false;
  }
  void release(uint64_t Offset, uint64_t Size) override {
    fallocate(Log.descriptor(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, off_t(Offset),
              off_t(Size));
  }
  // Blocks that were never written have to be noted as written by the file system's
  // journal, which each sync then waits for.
  bool gainsFromZeroing() const override { return true; }
  const std::string &path() const override { return Log.path(); }

private:
  File Log;
  WriteMode Mode;
};

} // namespace

std::unique_ptr<LogStorage> createFileStorage(int Descriptor, const std::string &Path,
                                              WriteMode Mode) {
  return std::make_unique<FileStorage>(Descriptor, Path, Mode);
}

} // namespace stet::redo
