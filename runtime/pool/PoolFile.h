//===-- runtime/pool/PoolFile.h - A pool's file before it is mapped ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_POOL_POOLFILE_H
#define STET_RUNTIME_POOL_POOLFILE_H

#include "LayoutName.h"
#include "PoolHeader.h"

#include <memory>
#include <string>
#include <sys/types.h>

namespace stet {

/// The open, locked file. The lock lives as long as this object: it excludes every
/// other process, with Stet or with plain libpmemobj, and every other open of this
/// process. It is not inherited by programs that are executed.
class PoolFile {
public:
  /// nullptr after setError(): ENOENT, EACCES, EBUSY, ...
  static std::unique_ptr<PoolFile> open(const char *Path);
  /// Makes the file, or opens an existing one for the caller to judge.
  static std::unique_ptr<PoolFile> openOrMake(const char *Path);
  ~PoolFile();

  enum class Kind {
    Finished,   ///< a pool of Stet
    Unfinished, ///< its creation was cut short; holds nothing
    Foreign,    ///< libpmemobj's, but not of Stet
    Other       ///< anything else
  };
  /// What the file says of itself. The rest is filled for a finished pool only.
  struct Contents {
    Kind TheKind = Kind::Other;
    LayoutName Name;
    PoolHeader Header{};
    uint64_t NeededSize = 0;   ///< a smaller file has been truncated
    uint64_t HeaderOffset = 0; ///< of the header in the file
    uint8_t Id[16] = {};       ///< libpmemobj's, shared by all copies of the pool
  };
  /// False after setError() when the file can't be read.
  bool inspect(Contents &C) const;
  /// The same for a file that isn't locked.
  static bool inspect(int FileDescriptor, const std::string &Path, Contents &C);

  /// Empties the file and gives it `Size` sparse bytes that say that it is
  /// unfinished. False after setError().
  bool beginCreation(size_t Size, bool Durably);
  /// Removes the file's name: its creation has failed.
  void remove();
  /// Makes the file's name durable. False after setError().
  bool syncName() const;
  /// Makes what is in the page cache durable. False after setError().
  bool syncData() const;

  int descriptor() const { return FileDescriptor; }
  const std::string &path() const { return Path; }
  /// In whole pages.
  size_t size() const { return Size; }
  bool isFile(dev_t D, ino_t I) const { return Device == D && Inode == I; }

private:
  explicit PoolFile(int FileDescriptor) : FileDescriptor(FileDescriptor) {}
  static std::unique_ptr<PoolFile> openLocked(const char *Path, int Flags);

  int FileDescriptor;
  std::string Path; ///< absolute
  size_t Size = 0;
  dev_t Device = 0;
  ino_t Inode = 0;
};

} // namespace stet

#endif // STET_RUNTIME_POOL_POOLFILE_H
