//===-- runtime/diagnostics/FileCut.h - Files after a loss of power ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Only in libstet-test.so: see CrashPoint.h. PowerCut.h does the same for pools that
// are written through their mapping.
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_DIAGNOSTICS_FILECUT_H
#define STET_RUNTIME_DIAGNOSTICS_FILECUT_H

#include "CutRandom.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace stet {

/// Follows what of the files that are written by system calls is durable: what was
/// synced. A sector (512 bytes) that was written since may hold any of the values that
/// it had; a name that was made or removed since the last sync of its directory may be
/// there or not.
class FileCut {
public:
  /// nullptr unless STET_CRASH_MODE=power, and in a forked child.
  static FileCut *ifSimulated();

  void write(const char *Path, uint64_t Offset, const void *Data, size_t Size);
  uint64_t lastWrite();
  /// Makes the file's writes up to that number durable.
  void sync(const char *Path, uint64_t UpTo);
  void create(const char *Path);
  void unlink(const char *Path);
  void syncDirectory(const char *Directory);

  /// Puts in the place of each file what could be left of it, by STET_CRASH_SEED.
  /// Other threads go on writing to the old file, which has no name any more.
  void cut();

private:
  static constexpr size_t SectorBytes = 512;
  using Sector = std::array<char, SectorBytes>;
  struct Version {
    uint64_t Number; ///< of the write
    Sector Content;
  };
  struct File {
    ~File();
    int Descriptor = -1;
    uint64_t DurableSize = 0;
    /// The sectors that were written and not yet synced: what is durable, then what
    /// was written.
    std::map<uint64_t, std::vector<Version>> Unsynced;
  };
  /// What a path has named since its directory was synced; null: nothing.
  struct Name {
    std::string Directory;
    std::vector<std::shared_ptr<File>> History;
  };

  Name &nameOf(const char *Path);
  File &fileOf(Name &N, const char *Path);
  void replace(const std::string &Path, const File &F);

  std::mutex Mutex;
  std::map<std::string, Name> Names; ///< by absolute path
  uint64_t Writes = 0;
  CutRandom Random;
};

} // namespace stet

#endif // STET_RUNTIME_DIAGNOSTICS_FILECUT_H
