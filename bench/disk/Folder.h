//===-- bench/disk/Folder.h - Where the contenders' files are, and the device below ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_FOLDER_H
#define STET_BENCH_DISK_FOLDER_H

#include "Contender.h"

#include <optional>

namespace bench::disk {

/// Whether files in this folder are in memory only.
bool isInMemory(const std::string &Folder);

/// A folder of its own in another one. Afterwards it is removed, with the files of the
/// contenders by name.
class Folder {
public:
  Folder(const std::string &In, const std::vector<const Entry *> &Contenders);
  Folder(const Folder &) = delete;
  ~Folder();

  const std::string &path() const { return Path; }
  /// Writes all that the file system still has in memory to the device.
  void sync() const;

private:
  std::string Path;
  std::vector<std::string> Files;
};

/// The block device that holds a folder.
class Device {
public:
  explicit Device(const std::string &Folder);
  /// Empty when the kernel does not tell: on file systems over more than one device,
  /// over the network, or in memory.
  const std::string &name() const { return Name; }
  /// By everybody, since the machine was started.
  std::optional<uint64_t> bytesWritten() const;

private:
  std::string StatisticsPath, Name;
};

} // namespace bench::disk

#endif // STET_BENCH_DISK_FOLDER_H
