//===-- test/Runtime/ForkedChildTest.cpp - Pools in a child of fork() ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pool/ForkedChild.h"
#include "TemporaryPool.h"
#include "pool/OpenPools.h"

#include <csignal>
#include <cstring>

using namespace stet;

namespace {

/// fork() as runtime/interface arranges it.
pid_t forkWithPools(std::unique_ptr<Pool> &P) {
  preparePoolsForFork();
  pid_t Child = fork();
  if (Child == 0) {
    closePoolsInForkedChild();
    P.reset();
  }
  return Child;
}

class ForkedChildTest : public PoolFixture {};

TEST_F(ForkedChildTest, HasThePoolClosed) {
  auto P = create();
  registerOpenPool(*P);
  void *Base = P->base();
  pid_t Child = forkWithPools(P);
  if (Child == 0) {
    if (findOpenPool(Base))
      _exit(1);
    // The parent still has it.
    if (Pool::open(Path.c_str(), STET_DURABILITY_STORED) || errno != EBUSY)
      _exit(2);
    std::string Parent = "process " + std::to_string(getppid());
    _exit(strstr(lastErrorMessage(), Parent.c_str()) ? 0 : 3);
  }
  EXPECT_EQ(exitStatusOf(Child), 0);
  unregisterOpenPool(*P);
}

TEST_F(ForkedChildTest, DoesNotKeepThePoolLocked) {
  auto P = create();
  registerOpenPool(*P);
  pid_t Child = forkWithPools(P);
  if (Child == 0) {
    pause();
    _exit(0);
  }
  unregisterOpenPool(*P);
  P.reset();
  usleep(10000); // the child may not have run yet
  EXPECT_TRUE(open());
  kill(Child, SIGKILL);
  exitStatusOf(Child);
}

TEST_F(ForkedChildTest, OpensThePoolWhenItsParentIsGone) {
  create();
  pid_t Middle = inChild([&] {
    auto P = Pool::open(Path.c_str(), STET_DURABILITY_STORED);
    if (!P || !registerOpenPool(*P))
      return 1;
    PMEMoid Object;
    pmemobj_alloc(P->handle(), &Object, 100, 1, nullptr, nullptr);
    int Alive[2];
    if (pipe(Alive) != 0)
      return 2;
    pid_t Daemon = forkWithPools(P);
    if (Daemon != 0)
      return 0; // without closing the pool
    close(Alive[1]);
    char Nothing;
    if (read(Alive[0], &Nothing, 1) != 0) // until the parent is gone
      _exit(3);
    std::string Result = Directory / "result";
    for (int I = 0; I < 3; ++I) {
      P = Pool::open(Path.c_str(), STET_DURABILITY_STORED);
      if (!P || pmemobj_alloc(P->handle(), &Object, 100, 1, nullptr, nullptr) != 0)
        _exit(4);
      P.reset();
    }
    close(creat(Result.c_str(), 0600));
    _exit(0);
  });
  EXPECT_EQ(exitStatusOf(Middle), 0);
  std::string Result = Directory / "result";
  for (int I = 0; I < 500 && access(Result.c_str(), F_OK) != 0; ++I)
    usleep(10000);
  EXPECT_EQ(access(Result.c_str(), F_OK), 0);
  usleep(50000);
  EXPECT_TRUE(open());
}

} // namespace
