//===-- test/Runtime/DefaultPoolTest.cpp - The program's pool and its variables ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockFixture.h"
#include "interface/PoolTable.h"
#include "pool/OpenPools.h"

#include <atomic>
#include <csignal>
#include <cstring>
#include <thread>

namespace {

// Each test is a program of its own, run in a child: a process has one default pool.

struct Variable : stet_variable {
  Variable(const char *Name, void (*Initialiser)() = nullptr, uint32_t Flags = 0)
      : stet_variable{} {
    name = Name;
    layout = "long\n";
    size = alignment = 8;
    initialise = Initialiser;
    flags = Flags;
  }
  /// An access, as it is lowered.
  long &value() {
    void *Address = __atomic_load_n(&address, __ATOMIC_ACQUIRE);
    return *static_cast<long *>(Address ? Address : stet_variable_resolve(this));
  }
};

Variable Plain("plain");
unsigned Runs = 0; ///< of initialisers

extern Variable First, Second;
void initialiseFirst() {
  ++Runs;
  set(First.value(), Second.value() + 1); // Second has its zeroes yet
}
void initialiseSecond() {
  ++Runs;
  set(Second.value(), First.value() + 10);
}
Variable First("first", initialiseFirst), Second("second", initialiseSecond);
Variable Local("local", nullptr, STET_VARIABLE_FUNCTION_LOCAL);

void registerAll() {
  stet_variable *All[] = {&Plain, &First, &Second, &Local};
  stet_register(STET_ABI_VERSION, STET_FLAVOUR_PLAIN, All, 4);
}

/// `static long Local = <initialiser>;`, as it is lowered.
uint64_t Guard = 0;
long &local(long First, bool Throws = false) {
  if (__atomic_load_n(reinterpret_cast<char *>(&Guard), __ATOMIC_ACQUIRE) == 0 &&
      stet_static_acquire(&Guard, &Local)) {
    try {
      ++Runs;
      set(Local.value(), First);
      if (Throws)
        throw 1;
    } catch (...) {
      stet_static_abort(&Guard, &Local);
      throw;
    }
    stet_static_release(&Guard, &Local);
  }
  return Local.value();
}

class DefaultPoolTest : public testing::Test {
protected:
  TemporaryDirectory Directory;
  std::string Path = Directory / "default.pool";

  /// Runs a program; -1: it was killed.
  int run(const std::function<int()> &Program) {
    setenv("STET_POOL", Path.c_str(), 1);
    setenv("STET_POOL_SIZE", "16M", 1);
    setenv("STET_DURABILITY", "process", 1);
    pid_t Child = inChild([&] {
      registerAll();
      int Result = Program();
      exit(Result); // so that the pool is closed
      return 0;
    });
    return exitStatusOf(Child);
  }
};

TEST_F(DefaultPoolTest, KeepsVariablesAndRunsInitialisersOnce) {
  EXPECT_EQ(run([] {
              if (First.value() != 1 || Second.value() != 11 || Runs != 2 || Plain.value() != 0)
                return 1;
              TestBlock B({});
              set(Plain.value(), 5);
              set(First.value(), 6);
              return B.commit();
            }),
            0);
  EXPECT_EQ(run([] {
              return Plain.value() == 5 && First.value() == 6 && Second.value() == 11 && Runs == 0
                         ? 0
                         : 1;
            }),
            0);
}

TEST_F(DefaultPoolTest, IsOpenedByABlock) {
  EXPECT_EQ(run([] {
              TestBlock B({});
              if (!Plain.address || First.value() != 1)
                return 1;
              set(Plain.value(), 5);
              B.abort();
              return int(Plain.value());
            }),
            0);
}

TEST_F(DefaultPoolTest, ADeathInAnInitialiserLeavesItToTheNextRun) {
  EXPECT_EQ(run([] {
              static Variable Deadly("deadly", [] {
                set(Deadly.value(), 7);
                raise(SIGKILL);
              });
              stet_variable *List[] = {&Deadly};
              stet_register(STET_ABI_VERSION, STET_FLAVOUR_PLAIN, List, 1);
              stet_default_pool();
              return 1;
            }),
            -1);
  EXPECT_EQ(run([] {
              static Variable Deadly("deadly", [] { set(Deadly.value(), Deadly.value() + 1); });
              stet_variable *List[] = {&Deadly};
              stet_register(STET_ABI_VERSION, STET_FLAVOUR_PLAIN, List, 1);
              return Deadly.value() == 1 && Second.value() == 11 ? 0 : 1;
            }),
            0);
}

TEST_F(DefaultPoolTest, IsOpenedOnceByManyThreads) {
  EXPECT_EQ(run([] {
              std::atomic<int> Wrong{0};
              std::vector<std::thread> Threads;
              for (int I = 0; I < 8; ++I)
                Threads.emplace_back([&] { Wrong += First.value() != 1 || Second.value() != 11; });
              for (std::thread &T : Threads)
                T.join();
              return Wrong + (Runs != 2);
            }),
            0);
}

TEST_F(DefaultPoolTest, IsOpenedInsideATransactionOnAnotherPool) {
  std::string Other = Directory / "other.pool";
  EXPECT_EQ(run([&] {
              stet_pool *P = stet_pool_create(Other.c_str(), 16 * MiB, STET_DURABILITY_PROCESS);
              auto *Here = static_cast<long *>(stet_pool_root(P, 8));
              TestBlock B(P);
              set(*Here, 1);
              if (First.value() != 1 || !stet_in_transaction() || !stet_thread_mode)
                return 1;
              set(*Here, 2);
              if (B.commit() != 0)
                return 2;
              return *Here == 2 && First.value() == 1 ? 0 : 3;
            }),
            0);
}

TEST_F(DefaultPoolTest, AModuleThatComesLaterIsResolvedAtOnce) {
  EXPECT_EQ(run([] {
              stet_default_pool();
              static Variable Late("late", [] { set(Late.value(), 9); });
              stet_variable *List[] = {&Late};
              stet_register(STET_ABI_VERSION, STET_FLAVOUR_PLAIN, List, 1);
              return Late.address && Late.value() == 9 ? 0 : 1;
            }),
            0);
}

TEST_F(DefaultPoolTest, ARefusedProgramChangesNothing) {
  auto OpenWith = [](Variable &A, Variable &B) {
    stet_variable *List[] = {&A, &B};
    stet_register(STET_ABI_VERSION, STET_FLAVOUR_PLAIN, List, 2);
    if (stet_default_pool())
      return 0;
    return errno == EINVAL && !A.address && !B.address && !Plain.address ? 1 : 2;
  };
  EXPECT_EQ(run([&] {
              static Variable A("known a"), B("known b");
              return OpenWith(A, B);
            }),
            0);
  EXPECT_EQ(run([&] {
              static Variable New("new"), Changed("known a");
              Changed.layout = "double\n";
              return OpenWith(New, Changed);
            }),
            1);
  EXPECT_EQ(run([&] {
              static Variable New("new"), Odd("odd");
              Odd.alignment = 3;
              return OpenWith(New, Odd);
            }),
            1);
  EXPECT_EQ(run([&] {
              static Variable New("new"), Same("known b");
              New.layout = "double\n";
              return OpenWith(New, Same);
            }),
            0);
}

TEST_F(DefaultPoolTest, FunctionLocalVariables) {
  EXPECT_EQ(run([] {
              try {
                local(1, true);
                return 1;
              } catch (int) {
              }
              if (Local.value() != 0 || stet_in_transaction())
                return 2;
              {
                TestBlock B({});
                if (local(2) != 2)
                  return 3;
                B.abort();
              }
              // It stays: other threads may have used it.
              if (Local.value() != 2)
                return 4;
              if (local(3) != 2 || !Guard)
                return 5;
              return 0;
            }),
            0);
  EXPECT_EQ(run([] { return local(5) == 2 && !Runs && Guard ? 0 : 1; }), 0);
}

TEST_F(DefaultPoolTest, CanBeNamedBeforeItsFirstUse) {
  std::string Other = Directory / "named.pool";
  EXPECT_EQ(run([&] {
              unsetenv("STET_POOL");
              if (stet_set_default_pool(Other.c_str()) != 0 || !stet_default_pool())
                return 1;
              if (stet_set_default_pool("elsewhere") == 0 || errno != EBUSY)
                return 2;
              return access(Other.c_str(), F_OK);
            }),
            0);
}

TEST_F(DefaultPoolTest, SaysWhatIsWrongWithTheEnvironment) {
  for (const char *Bad : {"x", "12Q", "-1", "0", "99999999999G"})
    EXPECT_EQ(run([Bad] {
                setenv("STET_POOL_SIZE", Bad, 1);
                return stet_default_pool() == nullptr && errno == EINVAL &&
                               strstr(stet_error_message(), "STET_POOL_SIZE")
                           ? 0
                           : 1;
              }),
              0)
        << Bad;
  EXPECT_EQ(run([] {
              setenv("STET_DURABILITY", "maybe", 1);
              return stet_default_pool() == nullptr && errno == EINVAL ? 0 : 1;
            }),
            0);
}

TEST_F(DefaultPoolTest, ARootNeedsAnOpenPoolAndASize) {
  EXPECT_EQ(run([] {
              if (stet_pool_root(nullptr, 8) || errno != EINVAL ||
                  !strstr(stet_error_message(), "no open pool"))
                return 1;
              if (stet_pool_root(stet_default_pool(), 0) || errno != EINVAL ||
                  !strstr(stet_error_message(), "0 bytes"))
                return 2;
              return 0;
            }),
            0);
}

TEST_F(DefaultPoolTest, APoolThatCannotBeUsedIsNotCreated) {
  EXPECT_EQ(run([&] {
              // As if so many pools were open.
              auto *P = reinterpret_cast<stet::Pool *>(stet_default_pool());
              while (stet::registerOpenPool(*P))
                ;
              std::string Other = Directory / "other.pool";
              if (stet_pool_create(Other.c_str(), 16 * MiB, STET_DURABILITY_PROCESS) ||
                  errno != EMFILE || !strstr(stet_error_message(), "pools are open"))
                return 1;
              if (access(Other.c_str(), F_OK) == 0)
                return 2;
              stet::unregisterOpenPool(*P);
              return stet_pool_create(Other.c_str(), 16 * MiB, STET_DURABILITY_PROCESS) ? 0 : 3;
            }),
            0);
}

TEST_F(DefaultPoolTest, AForkAndTheOpeningTakeLocksInOneOrder) {
  // A program whose variables come with a module after its first pool.
  setenv("STET_POOL", Path.c_str(), 1);
  setenv("STET_POOL_SIZE", "16M", 1);
  pid_t Child = inChild([&] {
    alarm(10);
    std::string Other = Directory / "other.pool";
    if (!stet_pool_create(Other.c_str(), 16 * MiB, STET_DURABILITY_PROCESS))
      return 1;
    registerAll();
    std::atomic<bool> Holds{false};
    std::thread Opener([&] {
      std::lock_guard<std::recursive_mutex> Guard(stet::poolMutex());
      Holds = true;
      usleep(100000); // the fork has begun
      stet_default_pool();
    });
    while (!Holds)
      ;
    pid_t Grandchild = inChild([] { return 0; });
    Opener.join();
    return exitStatusOf(Grandchild);
  });
  EXPECT_EQ(exitStatusOf(Child), 0);
}

TEST_F(DefaultPoolTest, AForkedChildFindsItClosed) {
  EXPECT_EQ(run([] {
              TestBlock B({});
              set(Plain.value(), 1);
              pid_t Child = inChild([] { return Plain.address || stet_default_pool() ? 1 : 0; });
              if (exitStatusOf(Child) != 0)
                return 1;
              return B.commit();
            }),
            0);
}

} // namespace
