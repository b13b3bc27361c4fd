//===-- runtime/redo/File.h - A file whose every write can fail ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_REDO_FILE_H
#define STET_RUNTIME_REDO_FILE_H

#include <cstddef>
#include <cstdint>
#include <string>

namespace stet::redo {

/// Reads and writes a file, by system calls only: a full disk or a broken one is an
/// error here, not a signal. The simulation of power loss is told of all of it.
/// Functions that return false leave errno set. May be used by several threads.
class File {
public:
  /// Takes the descriptor over.
  File(int Descriptor, std::string Path) : Descriptor(Descriptor), Path(std::move(Path)) {}
  ~File();
  File(const File &) = delete;
  File &operator=(const File &) = delete;

  int descriptor() const { return Descriptor; }
  const std::string &path() const { return Path; }

  /// All `Size` bytes, or false.
  bool write(uint64_t Offset, const void *Data, size_t Size);
  /// All `Size` bytes; those behind the end of the file are zeroes.
  bool read(uint64_t Offset, void *Data, size_t Size) const;
  /// Waits until what was written is on the device.
  bool sync();
  /// Waits until what was written to [Begin, End) has gone to the device, which may still
  /// lose it before the next sync(). False when that has failed.
  bool writeBack(uint64_t Begin, uint64_t End);
  /// From here on writes bypass the page cache, where the file system can do that:
  /// memory, offset and size must be multiples of BlockBytes.
  bool bypassPageCache();

private:
  int Descriptor;
  std::string Path;
};

/// Makes the names in a file's directory durable. False with errno.
bool syncDirectoryOf(const std::string &Path);

} // namespace stet::redo

#endif // STET_RUNTIME_REDO_FILE_H
