//===-- runtime/diagnostics/CrashPoint.cpp - Where tests let the process die ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifdef STET_CRASH_POINTS

#include "CrashPoint.h"

#include "Error.h"
#include "FileCut.h"
#include "PowerCut.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

using namespace stet;

namespace {

/// What the environment wants, read at the first crash point.
struct Plan {
  unsigned long DieAt = 0; ///< 0: never
  const char *CountFile = nullptr;
  bool Trace = false;
  pid_t Process = getpid(); ///< a forked child's points are not counted

  Plan() {
    if (const char *Text = getenv("STET_CRASH_AT"))
      DieAt = strtoul(Text, nullptr, 10);
    Trace = getenv("STET_CRASH_TRACE") != nullptr;
    CountFile = getenv("STET_CRASH_COUNT");
    if (CountFile)
      atexit(writeCount);
  }
  static void writeCount();
};

std::atomic<unsigned long> Passed{0};

Plan &plan() {
  static Plan *ThePlan = new Plan;
  return *ThePlan;
}

void Plan::writeCount() {
  if (getpid() != plan().Process)
    return;
  FILE *File = fopen(plan().CountFile, "w");
  if (!File)
    fatal("'%s' can't be written", plan().CountFile);
  fprintf(File, "%lu\n", Passed.load());
  fclose(File);
}

} // namespace

void stet::crashPoint(const char *Where) {
  Plan &P = plan();
  if (getpid() != P.Process)
    return;
  unsigned long Number = ++Passed;
  if (P.Trace)
    fprintf(stderr, "crash point %lu: %s\n", Number, Where);
  if (Number != P.DieAt)
    return;
  if (PowerCut *Cut = PowerCut::ifSimulated())
    Cut->cut();
  if (FileCut *Cut = FileCut::ifSimulated())
    Cut->cut();
  kill(getpid(), SIGKILL);
  for (;;)
    pause();
}

void stet::crashObserveMap(const void *Address, size_t Size, const char *Path) {
  if (PowerCut *Cut = PowerCut::ifSimulated())
    Cut->map(Address, Size, Path);
}
void stet::crashObserveUnmap(const void *Address) {
  if (PowerCut *Cut = PowerCut::ifSimulated())
    Cut->unmap(Address);
}
void stet::crashObserveFlush(const void *Address, size_t Size) {
  if (PowerCut *Cut = PowerCut::ifSimulated())
    Cut->flush(Address, Size);
}
void stet::crashObserveDrain() {
  if (PowerCut *Cut = PowerCut::ifSimulated())
    Cut->drain();
}

void stet::crashObserveWrite(const char *Path, uint64_t Offset, const void *Data, size_t Size) {
  if (FileCut *Cut = FileCut::ifSimulated())
    Cut->write(Path, Offset, Data, Size);
}
uint64_t stet::crashObserveSyncStart() {
  FileCut *Cut = FileCut::ifSimulated();
  return Cut ? Cut->lastWrite() : 0;
}
void stet::crashObserveSync(const char *Path, uint64_t Start) {
  if (FileCut *Cut = FileCut::ifSimulated())
    Cut->sync(Path, Start);
}
void stet::crashObserveCreate(const char *Path) {
  if (FileCut *Cut = FileCut::ifSimulated())
    Cut->create(Path);
}
void stet::crashObserveUnlink(const char *Path) {
  if (FileCut *Cut = FileCut::ifSimulated())
    Cut->unlink(Path);
}
void stet::crashObserveSyncDirectory(const char *Directory) {
  if (FileCut *Cut = FileCut::ifSimulated())
    Cut->syncDirectory(Directory);
}

#endif // STET_CRASH_POINTS
