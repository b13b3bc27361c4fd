//===-- test/Runtime/HeapTest.cpp - Allocation in transactions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockFixture.h"
#include "heap/BlockCheck.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <thread>

using namespace stet;

namespace {

class HeapTest : public BlockFixture {
protected:
  void *allocate(size_t Size) {
    TestBlock B(P);
    void *Object = stet_malloc(Size);
    EXPECT_TRUE(Object) << stet_error_message();
    memset(Object, 1, Size);
    EXPECT_EQ(B.commit(), 0);
    return Object;
  }
};

TEST_F(HeapTest, ACommitMakesAnAllocationReal) {
  {
    TestBlock B(P);
    set(R->Objects[0], stet_malloc(100));
    memset(R->Objects[0], 7, 100);
    EXPECT_EQ(B.commit(), 0);
  }
  EXPECT_EQ(objects(), 1u);
  reopen();
  EXPECT_EQ(objects(), 1u);
  EXPECT_EQ(static_cast<char *>(R->Objects[0])[99], 7);
  {
    TestBlock B(P);
    stet_free(R->Objects[0]);
    EXPECT_EQ(B.commit(), 0);
  }
  EXPECT_EQ(objects(), 0u);
}

TEST_F(HeapTest, AnAbortUndoesAllocationAndDeallocation) {
  void *Object = allocate(100);
  {
    TestBlock B(P);
    EXPECT_TRUE(stet_malloc(100));
    EXPECT_TRUE(stet_malloc(1000000));
    stet_free(Object);
    B.abort();
  }
  EXPECT_EQ(objects(), 1u);
  {
    TestBlock B(P);
    stet_free(Object);
    EXPECT_EQ(B.commit(), 0);
  }
  EXPECT_EQ(objects(), 0u);
}

/// Writes to all of an object, as instrumented code does.
void fill(void *Object, char Value, size_t Size) {
  stet_snapshot(Object, Size);
  memset(Object, Value, Size);
}

TEST_F(HeapTest, AnObjectThatGrewInPlaceIsGivenBackWhole) {
  constexpr size_t Size = 2350000;
  void *Theirs[16] = {};
  {
    TestBlock B(P);
    void *Object = stet_malloc(2200000);
    fill(Object, 'a', 2200000);
    ASSERT_EQ(stet_realloc(Object, Size), Object);
    fill(Object, 'a', Size);
    stet_free(Object);
    std::thread([&] {
      for (void *&Each : Theirs) {
        TestBlock Other(P);
        Each = stet_malloc(Size);
        fill(Each, 'B', Size);
        EXPECT_EQ(Other.commit(), 0);
      }
    }).join();
    ASSERT_NE(std::find(std::begin(Theirs), std::end(Theirs), Object), std::end(Theirs));
    B.abort();
  }
  for (void *Each : Theirs)
    EXPECT_EQ(std::count(static_cast<char *>(Each), static_cast<char *>(Each) + Size, 'B'),
              ptrdiff_t(Size));
}

TEST_F(HeapTest, AnInnerAbortUndoesItsOwn) {
  void *Old = allocate(100);
  TestBlock Outer(P);
  void *Mine = stet_malloc(100);
  {
    TestBlock Inner(P);
    stet_free(Mine);
    stet_free(Old);
    EXPECT_TRUE(stet_malloc(50));
    Inner.abort();
  }
  {
    TestBlock Inner(P);
    stet_free(Mine); // no bad free: it is there again
    EXPECT_TRUE(stet_malloc(50));
    EXPECT_EQ(Inner.commit(), 0);
  }
  EXPECT_EQ(Outer.commit(), 0);
  EXPECT_EQ(objects(), 2u);
}

TEST_F(HeapTest, AnInnerAbortRestoresAnObjectOfTheOuterBlock) {
  TestBlock Outer(P);
  auto *Object = static_cast<long *>(stet_malloc(64));
  set(Object[0], 1);
  {
    TestBlock Inner(P);
    set(Object[0], 2);
    Inner.abort();
  }
  EXPECT_EQ(Object[0], 1);
  Outer.abort();
}

TEST_F(HeapTest, MemoryOfTheTransactionIsReused) {
  TestBlock B(P);
  for (unsigned I = 0; I < 1000; ++I) { // more than the pool holds
    void *Object = stet_malloc(MiB);
    ASSERT_TRUE(Object) << stet_error_message();
    stet_free(Object);
  }
  EXPECT_EQ(B.commit(), 0);
  EXPECT_EQ(objects(), 0u);
}

/// Other threads may get the memory at once, so no record may be left that covers it.
TEST_F(HeapTest, MemoryWithRecordsIsNotReusedBeforeTheEnd) {
  TestBlock Outer(P);
  auto *Object = static_cast<long *>(stet_malloc(64));
  {
    TestBlock Inner(P);
    set(Object[0], 2);
    EXPECT_EQ(Inner.commit(), 0);
  }
  stet_free(Object);
  for (unsigned I = 0; I < 100; ++I)
    EXPECT_NE(stet_malloc(64), Object);
  Outer.abort();
  EXPECT_EQ(objects(), 0u);
}

TEST_F(HeapTest, FollowsTheRulesOfLibc) {
  EXPECT_FALSE(stet_malloc(8));
  EXPECT_EQ(errno, EPERM);
  errno = 0;
  stet_free(this);
  EXPECT_EQ(errno, EPERM);
  TestBlock B(P);
  stet_free(nullptr);
  void *Empty = stet_malloc(0);
  EXPECT_TRUE(Empty);
  EXPECT_NE(Empty, stet_malloc(0));
  EXPECT_FALSE(stet_malloc(~size_t(0)));
  EXPECT_EQ(errno, ENOMEM);
  EXPECT_FALSE(stet_calloc(~size_t(0) / 2, 4));
  EXPECT_EQ(errno, ENOMEM);
  auto *Zero = static_cast<char *>(stet_calloc(1000, 3));
  for (unsigned I = 0; I < 3000; ++I)
    ASSERT_EQ(Zero[I], 0);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(Zero) % 16, 0u);
  memset(Zero, 5, 3000);
  auto *More = static_cast<char *>(stet_realloc(Zero, 100000));
  EXPECT_EQ(More[0], 5);
  EXPECT_EQ(More[2999], 5);
  auto *Less = static_cast<char *>(stet_realloc(More, 10));
  EXPECT_EQ(Less[9], 5);
  EXPECT_TRUE(stet_realloc(nullptr, 10));
  EXPECT_EQ(B.commit(), 0);
  EXPECT_EQ(objects(), 4u);
}

TEST_F(HeapTest, ManyObjects) {
  std::vector<void *> Objects;
  for (unsigned Round = 0; Round < 3; ++Round) {
    {
      TestBlock B(P);
      for (unsigned I = 0; I < 3000; ++I)
        Objects.push_back(stet_malloc(16 + I % 500));
      for (unsigned I = 0; I < 1000; ++I) {
        stet_free(Objects[Objects.size() - 2000 + I]);
      }
      Objects.erase(Objects.end() - 2000, Objects.end() - 1000);
      EXPECT_EQ(B.commit(), 0) << stet_error_message();
    }
    EXPECT_EQ(objects(), Objects.size());
  }
  TestBlock B(P);
  for (void *Object : Objects)
    stet_free(Object);
  EXPECT_EQ(B.commit(), 0) << stet_error_message();
  EXPECT_EQ(objects(), 0u);
}

TEST_F(HeapTest, AlignsLargeAlignments) {
  std::vector<void *> Objects;
  {
    TestBlock B(P);
    for (unsigned I = 0; I < 20; ++I) {
      Objects.push_back(stet_new_aligned_64(40 + I));
      EXPECT_EQ(reinterpret_cast<uintptr_t>(Objects.back()) % 64, 0u);
      Objects.push_back(stet_new_aligned_4096(5000));
      EXPECT_EQ(reinterpret_cast<uintptr_t>(Objects.back()) % 4096, 0u);
    }
    stet_delete_aligned(Objects.back());
    Objects.pop_back();
    EXPECT_EQ(B.commit(), 0);
  }
  reopen();
  EXPECT_EQ(objects(), Objects.size());
  {
    TestBlock B(P);
    for (void *Object : Objects)
      stet_delete_aligned(Object);
    EXPECT_EQ(B.commit(), 0);
  }
  EXPECT_EQ(objects(), 0u);
}

TEST_F(HeapTest, NewThrows) {
  EXPECT_THROW(stet_new(8), stet::error);
  EXPECT_THROW(stet_delete(&R->Values), stet::error);
  TestBlock B(P);
  EXPECT_THROW(stet_new(128 * MiB), stet::error);
  try {
    stet_new(128 * MiB);
  } catch (const stet::error &E) {
    EXPECT_EQ(E.code(), ENOMEM);
    EXPECT_NE(std::string(E.what()).find(Path), std::string::npos);
  }
  EXPECT_EQ(B.commit(), 0);
}

TEST_F(HeapTest, AFullPoolCanFree) {
  std::vector<void *> Objects;
  for (size_t Size : {MiB, size_t(10000), size_t(100), size_t(16)})
    for (bool IsFull = false; !IsFull;) {
      TestBlock B(P);
      for (unsigned I = 0; I < 20 && !IsFull; ++I)
        if (void *Object = stet_malloc(Size))
          Objects.push_back(Object);
        else
          IsFull = true;
      ASSERT_EQ(B.commit(), 0) << stet_error_message();
    }
  EXPECT_EQ(objects(), Objects.size());
  TestBlock B(P);
  for (void *Object : Objects)
    stet_free(Object);
  EXPECT_EQ(B.commit(), 0) << stet_error_message();
  EXPECT_EQ(objects(), 0u);
}

TEST_F(HeapTest, KnowsItsObjects) {
  void *Small = allocate(100), *Large = allocate(MiB), *Freed = allocate(100);
  {
    TestBlock B(P);
    stet_free(Freed);
    B.commit();
  }
  auto &ThePool = *reinterpret_cast<Pool *>(P);
  EXPECT_EQ(whyNotAnObject(ThePool, Small), nullptr);
  EXPECT_EQ(whyNotAnObject(ThePool, Large), nullptr);
  for (void *Bad :
       {static_cast<void *>(static_cast<char *>(Small) + 16),
        static_cast<void *>(static_cast<char *>(Small) + 8),
        static_cast<void *>(static_cast<char *>(Large) + 16),
        static_cast<void *>(static_cast<char *>(Large) + 4096), Freed, static_cast<void *>(R),
        static_cast<void *>(P), static_cast<void *>(reinterpret_cast<char *>(P) + 64 * MiB - 16)})
    EXPECT_NE(whyNotAnObject(ThePool, Bad), nullptr) << Bad;
}

/// A forked child has no pool, so what ends the program is tried in one that opens
/// its own.
TEST_F(HeapTest, BadFreesEndTheProgram) {
  auto dies = [&](auto Function) {
    std::string Other = Directory / "bad.pool";
    unlink(Other.c_str());
    pid_t Child = fork();
    if (Child == 0) {
      fclose(stderr);
      stet_pool *Mine = stet_pool_create(Other.c_str(), 16 * MiB, STET_DURABILITY_PROCESS);
      TestBlock B(Mine);
      Function();
      _exit(0);
    }
    int Status = 0;
    waitpid(Child, &Status, 0);
    return WIFSIGNALED(Status) && WTERMSIG(Status) == SIGABRT;
  };
  EXPECT_FALSE(dies([] { stet_free(stet_malloc(10)); }));
  EXPECT_TRUE(dies([] {
    void *Object = stet_malloc(10);
    stet_free(Object);
    stet_free(Object);
  }));
  EXPECT_TRUE(dies([] { stet_free(static_cast<char *>(stet_malloc(100)) + 16); }));
  EXPECT_TRUE(dies([] {
    long Volatile;
    stet_free(&Volatile);
  }));
}

} // namespace
