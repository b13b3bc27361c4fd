//===-- test/Library/Inputs/driver/Driver.h - Random transactions beside a twin -----===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   PROGRAM POOL SEED TRANSACTIONS [KILLS]
//
// Runs random transactions on a persistent object, and the operations of those that
// commit on its volatile twin; the two must be the same. One in four transactions is
// aborted, one in eight has a nested block that is aborted.
//
// Without KILLS one process does it all and compares as it goes. With KILLS a child runs
// the transactions and acknowledges each through a pipe; it is killed at random instants.
// Then another process opens the pool and compares it with the twin of all that was
// acknowledged, or of one transaction more.
//
// Transaction number N is a function of N and the seed.
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_DRIVER_H
#define STET_TEST_DRIVER_H

#include <stet.h>

#include "Random.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

namespace driver {

/// The persistent object and how far it has come.
template <class Subject> struct [[persistent]] Driven {
  Subject Object;
  uint64_t Done;
};

/// `Subject()` is the persistent variable, a Driven; it is used once the pool is known.
/// `Operate(State, Random)` runs one operation on its object or the twin.
/// `IsSame(Object, Twin)` compares them; it may print what differs.
template <class Twin, class Variable, class Operation, class Comparison> class Driver {
public:
  Driver(Variable Subject, Operation Operate, Comparison IsSame)
      : Subject(Subject), Operate(Operate), IsSame(IsSame) {}

  int main(int argc, char **argv) {
    if (argc < 4) {
      std::fprintf(stderr, "usage: %s POOL SEED TRANSACTIONS [KILLS]\n", argv[0]);
      return 2;
    }
    stet_set_default_pool(argv[1]);
    Seed = std::strtoull(argv[2], nullptr, 10);
    Transactions = std::strtoull(argv[3], nullptr, 10);
    Kills = argc > 4 ? std::strtoul(argv[4], nullptr, 10) : 0;
    return Kills ? runAndKill() : run();
  }

private:
  enum Fates { Aborts, Nests, Commits };
  struct Plan {
    Random R;
    Fates Fate;
    Plan(uint64_t Seed, uint64_t Number) : R(Seed * 1000003 + Number) {
      unsigned Kind = R.below(8);
      Fate = Kind < 2 ? Aborts : Kind < 3 ? Nests : Commits;
    }
  };

  template <class State> void operateSome(State &S, Random &R) {
    for (unsigned Count = 1 + R.below(3); Count; --Count)
      Operate(S, R);
  }

  void stepTwin(Twin &T, uint64_t Number) {
    Plan P(Seed, Number);
    if (P.Fate == Aborts)
      return;
    operateSome(T, P.R);
    if (P.Fate != Nests)
      return;
    Twin Discarded = T;
    operateSome(Discarded, P.R);
    operateSome(T, P.R);
  }

  void step(uint64_t Number) {
    Plan P(Seed, Number);
    auto &[Object, Done] = Subject();
    try {
      transaction <> {
        operateSome(Object, P.R);
        if (P.Fate == Nests) {
          abortNested(P.R);
          operateSome(Object, P.R);
        }
        if (P.Fate == Aborts)
          stet::abort();
        Done = Number + 1;
      }
    } catch (const stet::aborted &Why) {
      mustBeOurs(Why);
      transaction <> { Done = Number + 1; }
    }
  }

  void abortNested(Random &R) {
    try {
      transaction <> {
        operateSome(Subject().Object, R);
        stet::abort();
      }
    } catch (const stet::aborted &Why) {
      mustBeOurs(Why);
    }
  }

  static void mustBeOurs(const stet::aborted &Why) {
    if (Why.code() == ECANCELED)
      return;
    std::fprintf(stderr, "a transaction was aborted: %s\n", Why.what());
    std::exit(1);
  }

  // -- In one process -----------------------------------------------------------------

  int run() {
    Twin T{};
    uint64_t Number = 0;
    for (; Number < Subject().Done; ++Number) // by an earlier run
      stepTwin(T, Number);
    for (uint64_t End = Number + Transactions;; ++Number) {
      bool IsTime = Number < 1000 || Number % 64 == 0 || Number == End;
      if (IsTime && !IsSame(Subject().Object, T)) {
        std::printf("FAILED: seed %llu: after %llu transactions it is not what it should be\n",
                    (unsigned long long)Seed, (unsigned long long)Number);
        return 1;
      }
      if (Number == End)
        return 0;
      step(Number);
      stepTwin(T, Number);
    }
  }

  // -- With kills ----------------------------------------------------------------------

  [[noreturn]] void runAndAcknowledge(int Pipe) {
    for (uint64_t Number = Subject().Done;; ++Number) {
      step(Number);
      char Done = 1;
      if (write(Pipe, &Done, 1) != 1)
        _exit(1);
    }
  }

  /// Returns how many transactions were acknowledged; -1 when the child ended by itself.
  long killOneChild(Random &R) {
    int Pipe[2];
    if (pipe(Pipe) != 0)
      return -1;
    pid_t Child = fork();
    if (Child == 0) {
      close(Pipe[0]);
      runAndAcknowledge(Pipe[1]);
    }
    close(Pipe[1]);
    // Now and then so soon that the pool is still being opened.
    long Acknowledged = 0, Enough = R.below(8) ? R.below(2 * Transactions / Kills + 1) : 0;
    char Buffer[256];
    ssize_t Size;
    while (Acknowledged < Enough && (Size = read(Pipe[0], Buffer, sizeof Buffer)) > 0)
      Acknowledged += Size;
    usleep(R.below(Enough ? 200 : 8000));
    kill(Child, SIGKILL);
    while ((Size = read(Pipe[0], Buffer, sizeof Buffer)) > 0)
      Acknowledged += Size;
    close(Pipe[0]);
    int Status = 0;
    waitpid(Child, &Status, 0);
    return WIFSIGNALED(Status) && WTERMSIG(Status) == SIGKILL ? Acknowledged : -1;
  }

  enum Verdict { Equal, OneMore, Different };

  /// Opens the pool, which recovers it, in a process of its own.
  Verdict compareInChild(const Twin &T, uint64_t Number) {
    pid_t Child = fork();
    if (Child == 0) {
      bool IsOneMore = Subject().Done == Number + 1;
      Twin Wanted = T;
      if (IsOneMore)
        stepTwin(Wanted, Number);
      bool IsRight = (IsOneMore || Subject().Done == Number) && IsSame(Subject().Object, Wanted);
      std::exit(IsRight ? IsOneMore ? OneMore : Equal : Different);
    }
    int Status = 0;
    waitpid(Child, &Status, 0);
    return WIFEXITED(Status) && WEXITSTATUS(Status) < Different ? Verdict(WEXITSTATUS(Status))
                                                                : Different;
  }

  int runAndKill() {
    Random R(Seed);
    Twin T{};
    uint64_t Number = 0;
    for (unsigned Killed = 0; Killed < Kills || Number < Transactions; ++Killed) {
      long Acknowledged = killOneChild(R);
      if (Acknowledged < 0) {
        std::printf("FAILED: seed %llu: after %u kills the program ended by itself\n",
                    (unsigned long long)Seed, Killed);
        return 1;
      }
      for (; Acknowledged; --Acknowledged)
        stepTwin(T, Number++);
      Verdict V = compareInChild(T, Number);
      if (V == OneMore)
        stepTwin(T, Number++);
      if (V == Different) {
        std::printf("FAILED: seed %llu: after %u kills and %llu transactions it is not what it "
                    "should be\n",
                    (unsigned long long)Seed, Killed + 1, (unsigned long long)Number);
        return 1;
      }
    }
    return 0;
  }

  Variable Subject;
  Operation Operate;
  Comparison IsSame;
  uint64_t Seed = 0, Transactions = 0;
  unsigned Kills = 0;
};

template <class Twin, class Variable, class Operation, class Comparison>
int drive(Variable Subject, Operation Operate, Comparison IsSame, int argc, char **argv) {
  return Driver<Twin, Variable, Operation, Comparison>(Subject, Operate, IsSame).main(argc, argv);
}

} // namespace driver

#endif // STET_TEST_DRIVER_H
