//===-- test/Crash/Inputs/btree/Driver.cpp - Kills a B-tree at random instants -===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   btree POOL OPERATIONS KILLS [SEED]
//
// One process runs random operations on a persistent B-tree and acknowledges each
// through a pipe once its transaction has ended. This process kills it at random
// instants, applies the acknowledged operations to a std::map, and has another process
// open the pool and compare. The tree must equal the map, or the map after one more
// operation: the one that was committed but not acknowledged yet.
//
// Operation number N is a function of N and the seed, so both sides know it.
//
//===----------------------------------------------------------------------===//
#include "BTree.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

namespace {

[[persistent]] BTree Tree;

using Oracle = std::map<uint64_t, uint64_t>;

// -- Operations ---------------------------------------------------------------------------

struct Operation {
  enum { Insert, Erase, Clear } What;
  uint64_t Key;
  uint64_t Value;
};

/// The tree grows for some thousand operations, then shrinks, and so on; rarely it is
/// emptied at once.
Operation operation(uint64_t Number, uint64_t Seed) {
  std::mt19937_64 Random(Seed * 1000003 + Number);
  bool IsGrowing = Number / 5000 % 2 == 0;
  if (Random() % 20000 == 0)
    return {Operation::Clear, 0, 0};
  uint64_t Key = Random() % 2000;
  if (Random() % 10 < (IsGrowing ? 7 : 3))
    return {Operation::Insert, Key, Random()};
  return {Operation::Erase, Key, 0};
}

void applyToMap(const Operation &O, Oracle &Map) {
  switch (O.What) {
  case Operation::Insert:
    Map[O.Key] = O.Value;
    break;
  case Operation::Erase:
    Map.erase(O.Key);
    break;
  case Operation::Clear:
    Map.clear();
    break;
  }
}

void applyToTree(const Operation &O) {
  transaction <> {
    switch (O.What) {
    case Operation::Insert:
      Tree.insert(O.Key, O.Value);
      break;
    case Operation::Erase:
      Tree.erase(O.Key);
      break;
    case Operation::Clear:
      Tree.clear();
      break;
    }
  }
}

[[noreturn]] void runOperations(uint64_t First, uint64_t Seed, int Pipe) {
  for (uint64_t Number = First;; ++Number) {
    applyToTree(operation(Number, Seed));
    char Done = 1;
    if (write(Pipe, &Done, 1) != 1)
      _exit(1);
  }
}

// -- Comparison ---------------------------------------------------------------------------

enum Verdict { Equal = 0, OneMore = 1, Different = 2 };

bool equalsTree(const Oracle &Map) {
  Oracle::const_iterator At = Map.begin();
  bool IsSame = Tree.size() == Map.size();
  Tree.forEach([&](uint64_t Key, uint64_t Value) {
    IsSame = IsSame && At != Map.end() && At->first == Key && At->second == Value;
    if (IsSame)
      ++At;
  });
  return IsSame;
}

/// Opens the pool, which recovers it, and says what it holds.
Verdict compare(Oracle Map, const Operation &InFlight) {
  std::string Error = Tree.check();
  if (!Error.empty()) {
    std::fprintf(stderr, "the tree is damaged: %s\n", Error.c_str());
    return Different;
  }
  if (equalsTree(Map))
    return Equal;
  applyToMap(InFlight, Map);
  return equalsTree(Map) ? OneMore : Different;
}

Verdict compareInChild(const Oracle &Map, const Operation &InFlight) {
  pid_t Child = fork();
  if (Child == 0)
    exit(compare(Map, InFlight));
  int Status = 0;
  waitpid(Child, &Status, 0);
  return WIFEXITED(Status) && WEXITSTATUS(Status) <= Different ? Verdict(WEXITSTATUS(Status))
                                                               : Different;
}

// -- Killing ------------------------------------------------------------------------------

/// Runs operations from number `First` on until `Enough` are acknowledged and some
/// microseconds have passed, and kills. Returns how many were acknowledged; -1 when the
/// process ended by itself.
long runAndKill(uint64_t First, uint64_t Seed, unsigned Enough, unsigned Microseconds) {
  int Pipe[2];
  if (pipe(Pipe) != 0)
    return -1;
  pid_t Child = fork();
  if (Child == 0) {
    close(Pipe[0]);
    runOperations(First, Seed, Pipe[1]);
  }
  close(Pipe[1]);
  long Acknowledged = 0;
  char Buffer[256];
  ssize_t Size;
  while (Acknowledged < Enough && (Size = read(Pipe[0], Buffer, sizeof(Buffer))) > 0)
    Acknowledged += Size;
  usleep(Microseconds);
  kill(Child, SIGKILL);
  while ((Size = read(Pipe[0], Buffer, sizeof(Buffer))) > 0)
    Acknowledged += Size;
  close(Pipe[0]);
  int Status = 0;
  waitpid(Child, &Status, 0);
  return WIFSIGNALED(Status) && WTERMSIG(Status) == SIGKILL ? Acknowledged : -1;
}

} // namespace

int main(int argc, char **argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: btree POOL OPERATIONS KILLS [SEED]\n");
    return 2;
  }
  stet_set_default_pool(argv[1]);
  uint64_t Operations = std::strtoull(argv[2], nullptr, 10);
  unsigned Kills = std::strtoul(argv[3], nullptr, 10);
  uint64_t Seed = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : std::random_device()();
  std::printf("seed %llu\n", (unsigned long long)Seed);
  std::fflush(stdout);

  std::mt19937 Random(Seed);
  Oracle Map;
  uint64_t Done = 0;
  unsigned Killed = 0, InFlightCommitted = 0;
  while (Done < Operations || Killed < Kills) {
    // Now and then so soon that the pool is still being opened.
    unsigned Enough = Random() % 8 ? Random() % (2 * Operations / Kills + 1) : 0;
    long Acknowledged = runAndKill(Done, Seed, Enough, Random() % (Enough ? 200 : 8000));
    if (Acknowledged < 0) {
      std::printf("FAILED: after %u kills the program ended by itself\n", Killed);
      return 1;
    }
    ++Killed;
    for (long I = 0; I < Acknowledged; ++I)
      applyToMap(operation(Done++, Seed), Map);
    switch (compareInChild(Map, operation(Done, Seed))) {
    case Equal:
      break;
    case OneMore:
      applyToMap(operation(Done++, Seed), Map);
      ++InFlightCommitted;
      break;
    case Different:
      std::printf("FAILED: after %u kills and %llu operations the tree is not the map\n", Killed,
                  (unsigned long long)Done);
      return 1;
    }
  }
  std::printf("%llu operations, %u kills, %u of them between commit and acknowledgement: equal\n",
              (unsigned long long)Done, Killed, InFlightCommitted);
  return 0;
}
