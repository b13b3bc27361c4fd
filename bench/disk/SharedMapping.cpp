//===-- bench/disk/SharedMapping.cpp - A file mapped as it is, to read from ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Contender.h"
#include "SystemError.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace bench::disk;

namespace {

constexpr size_t FileSize = 256 << 20; // as large as the pools

class Mapping : public Contender {
public:
  explicit Mapping(const std::string &Path) {
    int File = open(Path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (File < 0 || ftruncate(File, FileSize) != 0)
      throwErrno(Path);
    void *Address = mmap(nullptr, FileSize, PROT_READ | PROT_WRITE, MAP_SHARED, File, 0);
    if (Address == MAP_FAILED)
      throwErrno(Path);
    close(File);
    Start = static_cast<uint64_t *>(Address);
    for (uint32_t Row = 0; Row < LargeRowCount; ++Row)
      Start[Row] = valueOf(Row);
  }
  ~Mapping() override { munmap(Start, FileSize); }

  const uint64_t *rows(Workload) override { return Start; }

private:
  uint64_t *Start;
};

} // namespace

const Entry bench::disk::SharedMapping = {
    MappingId,
    "shared mapping",
    {Workload::Reads, Workload::LargeReads},
    MaxThreads,
    [](const std::string &Folder) -> std::unique_ptr<Contender> {
      return std::make_unique<Mapping>(Folder + "/mapping");
    },
    {"mapping"}};
