//===-- test/Runtime/FaultyDisk.cpp - A disk that fails when it is told to ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FaultyDisk.h"

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::atomic<bool> Armed{false}, ShortWritesArmed{false};
FaultyDisk::Call Failing;
std::string FailingSuffix, ShortSuffix;
int FailingError;
std::atomic<int> GoodCalls;
std::atomic<unsigned> Failures;
unsigned MostFailures;

bool endsIn(int File, const std::string &Suffix) {
  char Link[64], Path[PATH_MAX];
  snprintf(Link, sizeof(Link), "/proc/self/fd/%d", File);
  ssize_t Length = readlink(Link, Path, sizeof(Path));
  return Length > 0 && std::string(Path, size_t(Length)).ends_with(Suffix);
}

/// Whether the call is to fail; sets errno.
bool fails(FaultyDisk::Call Call, int File) {
  if (!Armed || Call != Failing || !endsIn(File, FailingSuffix) || GoodCalls-- > 0 ||
      Failures == MostFailures)
    return false;
  ++Failures;
  errno = FailingError;
  return true;
}

} // namespace

FaultyDisk::FaultyDisk(Call Which, const char *Suffix, int Error, unsigned Good, unsigned Bad) {
  Failing = Which;
  FailingSuffix = Suffix;
  FailingError = Error;
  GoodCalls = int(Good);
  Failures = 0;
  MostFailures = Bad;
  Armed = true;
}
FaultyDisk::~FaultyDisk() { Armed = false; }
unsigned FaultyDisk::failures() { return Failures; }

FaultyDisk::ShortWrites::ShortWrites(const char *Suffix) {
  ShortSuffix = Suffix;
  ShortWritesArmed = true;
}
FaultyDisk::ShortWrites::~ShortWrites() { ShortWritesArmed = false; }

extern "C" ssize_t pwrite(int File, const void *Data, size_t Size, off_t Offset) {
  if (fails(FaultyDisk::Write, File))
    return -1;
  if (ShortWritesArmed && Size > 1024 && endsIn(File, ShortSuffix))
    Size = Size / 2 / 512 * 512;
  return syscall(SYS_pwrite64, File, Data, Size, Offset);
}

extern "C" int fdatasync(int File) {
  return fails(FaultyDisk::Sync, File) ? -1 : int(syscall(SYS_fdatasync, File));
}

extern "C" int fallocate(int File, int Mode, off_t Offset, off_t Size) {
  if (!(Mode & FALLOC_FL_PUNCH_HOLE) && fails(FaultyDisk::Allocate, File))
    return -1;
  return int(syscall(SYS_fallocate, File, Mode, Offset, Size));
}
