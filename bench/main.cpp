//===-- bench/main.cpp - Prints what transactions cost ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each setting is measured in a process of its own, this program again: libpmem reads
// the environment when it is loaded.
//
//===----------------------------------------------------------------------===//
#include "Measurement.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

using namespace bench;

namespace {

struct Setting {
  const char *Title;
  const char *NoFlush; ///< $PMEM_NO_FLUSH
  const char *Durability;
};
constexpr Setting Settings[] = {
    {"With flushing: durability power, cache lines written back", "0", "power"},
    {"Without flushing: durability power, PMEM_NO_FLUSH=1 (fences only)", "1", "power"},
    {"Without flushing: durability process, PMEM_NO_FLUSH=1 (libpmemobj keeps its fences)", "1",
     "process"},
};

// -- One setting -----------------------------------------------------------------

template <class Number>
void printColumns(const Cost (&Of)[ContenderCount], Number Cost::*Member, int Width) {
  std::printf(" |");
  for (const Cost &Each : Of)
    std::printf("%*.0f", Width, double(Each.*Member));
}

void print(const Setting &S, const Measurement &M) {
  static const char *const ShapeNames[ShapeCount] = {"straight", "loop"};
  std::printf("\n%s\n\n", S.Title);
  std::printf("%-15s | %-23s | %-23s | %-14s | %s\n", "", "ns, median", "instructions", "fences",
              "flushed lines");
  std::printf("%-8s stores", "");
  for (const char *Columns : {"    Stet pmemobj by hand", "    Stet pmemobj by hand",
                              " Stet pobj hand", " Stet pobj hand"})
    std::printf(" |%s", Columns);
  std::printf("\n");
  for (size_t Shape = 0; Shape < ShapeCount; ++Shape)
    for (size_t N = 0; N < CountCount; ++N) {
      const auto &Of = M.Costs[Shape][N];
      std::printf("%-8s %6u", ShapeNames[Shape], StoreCounts[N]);
      printColumns(Of, &Cost::Nanoseconds, 8);
      printColumns(Of, &Cost::Instructions, 8);
      printColumns(Of, &Cost::Fences, 5);
      printColumns(Of, &Cost::Flushes, 5);
      std::printf("\n");
    }
  std::printf("\nA call of a function with one store, outside of transactions: %.2f ns without the "
              "plugin, %.2f ns with it\n",
              M.PlainCall, M.CallWithEntryTest);
}

// -- All of them -----------------------------------------------------------------

void removePools(const std::string &Folder) {
  for (size_t I = 0; I < PoolCount; ++I)
    unlink((Folder + '/' + poolName(I)).c_str());
}

/// Measures and prints in a process of its own. Returns whether that worked.
bool runSetting(const char *Program, size_t Index, const std::string &Folder) {
  const Setting &S = Settings[Index];
  std::fflush(nullptr);
  pid_t Child = fork();
  if (Child == 0) {
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    unsetenv("STET_POOL");
    setenv("STET_POOL_SIZE", "64M", 1);
    setenv("STET_DURABILITY", S.Durability, 1);
    setenv("PMEM_IS_PMEM_FORCE", "1", 1);
    setenv("PMEM_NO_FLUSH", S.NoFlush, 1);
    execl(Program, Program, std::to_string(Index).c_str(), Folder.c_str(), nullptr);
    std::perror(Program);
    _exit(1);
  }
  int Status = 1;
  if (Child > 0)
    waitpid(Child, &Status, 0);
  removePools(Folder);
  return Child > 0 && Status == 0;
}

} // namespace

int main(int Count, char **Arguments) {
  if (Count == 3) {
    print(Settings[std::atoi(Arguments[1])], measure(Arguments[2]));
    return 0;
  }
  // The pools are removed here, whatever ends a child.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  char Folder[] = "/dev/shm/stet-bench.XXXXXX";
  if (!mkdtemp(Folder)) {
    std::perror("bench: /dev/shm");
    return 1;
  }
  bool Worked = true;
  for (size_t I = 0; I < std::size(Settings) && Worked; ++I)
    Worked = runSetting("/proc/self/exe", I, Folder);
  rmdir(Folder);
  return !Worked;
}
