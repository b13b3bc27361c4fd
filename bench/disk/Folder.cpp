//===-- bench/disk/Folder.cpp - Where the contenders' files are, and the device below ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Folder.h"
#include "SystemError.h"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

using namespace bench::disk;

bool bench::disk::isInMemory(const std::string &Folder) {
  struct statfs Status;
  if (statfs(Folder.c_str(), &Status) != 0)
    throwErrno(Folder);
  return Status.f_type == TMPFS_MAGIC || Status.f_type == RAMFS_MAGIC;
}

Folder::Folder(const std::string &In, const std::vector<const Entry *> &Contenders)
    : Path(In + "/stet-bench-disk.XXXXXX") {
  if (!mkdtemp(Path.data()))
    throwErrno(In);
  for (const Entry *Each : Contenders)
    Files.insert(Files.end(), Each->Files.begin(), Each->Files.end());
}

Folder::~Folder() {
  for (const std::string &File : Files)
    unlink((Path + '/' + File).c_str());
  rmdir(Path.c_str());
}

void Folder::sync() const {
  int Handle = open(Path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (Handle < 0 || syncfs(Handle) != 0)
    throwErrno(Path);
  close(Handle);
}

Device::Device(const std::string &Folder) {
  struct stat Status;
  if (stat(Folder.c_str(), &Status) != 0)
    throwErrno(Folder);
  std::string Link = "/sys/dev/block/" + std::to_string(major(Status.st_dev)) + ':' +
                     std::to_string(minor(Status.st_dev));
  std::error_code Absent;
  std::filesystem::path Target = std::filesystem::canonical(Link, Absent);
  if (Absent)
    return;
  StatisticsPath = Target / "stat";
  Name = Target.filename();
}

std::optional<uint64_t> Device::bytesWritten() const {
  if (Name.empty())
    return std::nullopt;
  // Documentation/block/stat.rst of Linux: the seventh number counts sectors of 512 bytes.
  std::ifstream File(StatisticsPath);
  uint64_t Number = 0;
  for (int I = 0; I < 7; ++I)
    if (!(File >> Number))
      throw std::runtime_error("cannot read " + StatisticsPath);
  return Number * 512;
}
