//===-- bench/disk/Floor.cpp - The least that a durable commit can be ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One block of 4 KiB, appended with O_DIRECT to a file whose blocks were written before,
// and fdatasync. Nothing is read, nothing could be found again.
//
//===----------------------------------------------------------------------===//
#include "Contender.h"
#include "SystemError.h"

#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace bench::disk;

namespace {

constexpr off_t FileSize = 64 << 20;
constexpr size_t BlockSize = 4096;

struct alignas(BlockSize) Block {
  char Bytes[BlockSize];
};

class FloorWorker : public Worker {
public:
  explicit FloorWorker(int File) : File(File), Next(std::make_unique<Block>()) {}

  void update(const Update &To) override {
    std::memcpy(Next->Bytes, &To, sizeof(To));
    if (pwrite(File, Next.get(), sizeof(Block), Offset) != sizeof(Block))
      throwErrno("floor: pwrite");
    if (fdatasync(File) != 0)
      throwErrno("floor: fdatasync");
    Offset = (Offset + off_t(sizeof(Block))) % FileSize;
  }
  void exchange(const Exchange &) override {}

private:
  int File;
  off_t Offset = 0;
  std::unique_ptr<Block> Next;
};

class FloorContender : public Contender {
public:
  explicit FloorContender(const std::string &Path) {
    File = open(Path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_DIRECT | O_CLOEXEC, 0600);
    if (File < 0)
      throwErrno("floor: " + Path + ": opening with O_DIRECT");
    constexpr size_t Share = 1 << 20;
    auto Zeroes = std::make_unique<std::array<Block, Share / sizeof(Block)>>();
    for (off_t Offset = 0; Offset < FileSize; Offset += Share)
      if (pwrite(File, Zeroes.get(), Share, Offset) != ssize_t(Share))
        throwErrno("floor: " + Path);
    if (fsync(File) != 0)
      throwErrno("floor: " + Path);
  }
  ~FloorContender() override { close(File); }

  std::unique_ptr<Worker> makeWorker() override { return std::make_unique<FloorWorker>(File); }

private:
  int File;
};

} // namespace

const Entry bench::disk::Floor = {FloorId,
                                  "floor",
                                  {Workload::Updates, Workload::SustainedUpdates},
                                  /*MaxThreads=*/1,
                                  [](const std::string &Folder) -> std::unique_ptr<Contender> {
                                    return std::make_unique<FloorContender>(Folder + "/floor");
                                  },
                                  {"floor"}};
