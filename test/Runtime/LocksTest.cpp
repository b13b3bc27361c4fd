//===-- test/Runtime/LocksTest.cpp - Taking and releasing the locks of blocks ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "transaction/Locks.h"

#include <gtest/gtest.h>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

using namespace stet;

namespace {

/// Notes what happens to it.
struct Lockable {
  std::string *Story;
  char Name;
  int Refusals = 0; ///< so often try_lock fails
  bool Throws = false;
};

void lock(void *Object) {
  auto *L = static_cast<Lockable *>(Object);
  if (L->Throws)
    throw std::runtime_error("no");
  *L->Story += std::string("l") + L->Name;
}
int tryLock(void *Object) {
  auto *L = static_cast<Lockable *>(Object);
  if (L->Refusals-- > 0) {
    *L->Story += std::string("r") + L->Name;
    return 0;
  }
  *L->Story += std::string("t") + L->Name;
  return 1;
}
void unlock(void *Object) {
  auto *L = static_cast<Lockable *>(Object);
  *L->Story += std::string("u") + L->Name;
}

class LocksTest : public testing::Test {
protected:
  std::string Story;
  Lockable Three[3] = {{&Story, 'a'}, {&Story, 'b'}, {&Story, 'c'}};
  HeldLocks Locks;

  __stet_argument of(int I, bool CanTry = true) {
    return {&Three[I], lock, CanTry ? tryLock : nullptr, unlock};
  }
  void acquire(std::initializer_list<__stet_argument> List) {
    Locks.acquire(List.size(), List.begin());
  }
};

TEST_F(LocksTest, TakesAndReleasesInReverse) {
  acquire({of(1), of(0)});
  EXPECT_EQ(Locks.count(), 2u);
  Locks.releaseTo(0);
  EXPECT_EQ(Story, "lbtauaub");
}

TEST_F(LocksTest, BacksOff) {
  Three[1].Refusals = 1;
  acquire({of(0), of(1), of(2)});
  EXPECT_EQ(Story, "larbualbtcta");
}

TEST_F(LocksTest, KeepsAnOrderWhereOneCanNotBeTried) {
  acquire({of(2), of(0, false), of(1)});
  EXPECT_EQ(Story, "lalblc");
}

TEST_F(LocksTest, SkipsWhatTheThreadHolds) {
  acquire({of(0)});
  size_t Outer = Locks.count();
  acquire({of(0), of(1), of(1)});
  Locks.releaseTo(Outer);
  EXPECT_EQ(Story, "lalbub");
  Locks.releaseTo(0);
  EXPECT_EQ(Story, "lalbubua");
}

TEST_F(LocksTest, TellsALockFromItsFirstMember) {
  acquire({of(0)});
  __stet_argument Whole = of(0);
  Whole.lock = [](void *Object) { *static_cast<Lockable *>(Object)->Story += "whole"; };
  acquire({Whole, Whole});
  EXPECT_EQ(Story, "lawhole");
  EXPECT_EQ(Locks.count(), 2u);
}

TEST_F(LocksTest, ReleasesAllWhenOneThrows) {
  Three[2].Throws = true;
  EXPECT_THROW(acquire({of(0, false), of(1), of(2)}), std::runtime_error);
  EXPECT_EQ(Story, "lalbubua");
  EXPECT_EQ(Locks.count(), 0u);
}

TEST_F(LocksTest, DoesNotDeadlock) {
  std::mutex A, B;
  auto argument = [](std::mutex &M) {
    return __stet_argument{&M, [](void *O) { static_cast<std::mutex *>(O)->lock(); },
                           [](void *O) { return int(static_cast<std::mutex *>(O)->try_lock()); },
                           [](void *O) { static_cast<std::mutex *>(O)->unlock(); }};
  };
  long Count = 0;
  auto work = [&](std::mutex &First, std::mutex &Second) {
    HeldLocks Mine;
    for (int I = 0; I < 5000; ++I) {
      __stet_argument Both[] = {argument(First), argument(Second)};
      Mine.acquire(2, Both);
      ++Count;
      Mine.releaseTo(0);
    }
  };
  std::thread T([&] { work(A, B); });
  work(B, A);
  T.join();
  EXPECT_EQ(Count, 10000);
}

} // namespace
