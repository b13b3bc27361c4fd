//===-- runtime/redo/LogStorage.h - What a redo log is written to ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_REDO_LOGSTORAGE_H
#define STET_RUNTIME_REDO_LOGSTORAGE_H

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace stet::redo {

enum class WriteMode {
  Direct,  ///< each batch is synced: past the page cache where the file system can do that
  Buffered ///< many batches share a sync
};

/// The bytes of a log's file. Functions that return false leave errno set. extend() is
/// called by one thread at a time, with no write going on where it is told of
/// gainsFromZeroing() == false; the others by any.
class LogStorage {
public:
  virtual ~LogStorage() = default;
  /// Offsets, sizes and addresses of writes are multiples of it.
  virtual size_t alignment() const = 0;
  virtual bool write(uint64_t Offset, const void *Data, size_t Size) = 0;
  /// What was written is durable when it returns true.
  virtual bool sync() = 0;
  virtual bool read(uint64_t Offset, void *Data, size_t Size) const = 0;
  /// Takes disk space for [Offset, Offset + Size), so that writing there can't fail for
  /// want of it; and gives it back.
  virtual bool extend(uint64_t Offset, uint64_t Size) = 0;
  virtual void release(uint64_t Offset, uint64_t Size) = 0;
  /// Whether the first write to a block costs more than the next ones, so that it pays
  /// to write zeroes beforehand.
  virtual bool gainsFromZeroing() const = 0;
  virtual const std::string &path() const = 0;
};

/// On an ordinary file; takes the descriptor over.
std::unique_ptr<LogStorage> createFileStorage(int Descriptor, const std::string &Path,
                                              WriteMode Mode);
/// On persistent memory; takes the descriptor over. nullptr with errno when the file
/// can't be mapped.
std::unique_ptr<LogStorage> createPersistentStorage(int Descriptor, const std::string &Path);

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_LOGSTORAGE_H
