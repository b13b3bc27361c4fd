//===-- test/Runtime/TransactionTest.cpp - Commit, rollback, nesting, doom ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockFixture.h"

#include <atomic>
#include <csignal>
#include <cstring>
#include <thread>

using namespace stet;

namespace {

class TransactionTest : public BlockFixture {};

TEST_F(TransactionTest, Commits) {
  EXPECT_FALSE(stet_in_transaction());
  TestBlock B(P);
  EXPECT_TRUE(stet_in_transaction());
  EXPECT_EQ(stet_thread_mode, uint32_t(STET_MODE_ROLLBACK));
  set(R->Values[0], 1);
  EXPECT_EQ(B.commit(), 0);
  EXPECT_EQ(stet_thread_mode, uint32_t(STET_MODE_NONE));
  EXPECT_EQ(stet_last_abort(), 0);
  reopen();
  EXPECT_EQ(R->Values[0], 1);
}

TEST_F(TransactionTest, RollsBack) {
  {
    TestBlock B(P);
    set(R->Values[0], 1);
    set(R->Values[0], 2);
    stet_snapshot(R->Bytes, sizeof(R->Bytes));
    memset(R->Bytes, 1, sizeof(R->Bytes));
    B.abort(7);
  }
  EXPECT_EQ(R->Values[0], 0);
  EXPECT_EQ(R->Bytes[77], 0);
  EXPECT_EQ(stet_last_abort(), 7);
  {
    TestBlock B(P);
  }
  EXPECT_EQ(stet_last_abort(), ECANCELED);
}

TEST_F(TransactionTest, IgnoresSnapshotsOfOtherMemoryAndOutside) {
  long Volatile = 1;
  stet_snapshot(&R->Values[0], 8);
  TestBlock B(P);
  set(Volatile, 2);
  stet_snapshot(nullptr, 8);
  stet_snapshot(&R->Values[0], 0);
  B.abort();
  EXPECT_EQ(Volatile, 2);
}

TEST_F(TransactionTest, NestedBlocksUndoTheirOwnChanges) {
  TestBlock Outer(P);
  set(R->Values[0], 1);
  {
    TestBlock Inner(P);
    set(R->Values[0], 2);
    set(R->Values[1], 2);
    {
      TestBlock Innermost(P);
      set(R->Values[0], 3);
      EXPECT_EQ(Innermost.commit(), 0);
    }
    EXPECT_EQ(R->Values[0], 3);
    Inner.abort();
  }
  EXPECT_EQ(R->Values[0], 1);
  EXPECT_EQ(R->Values[1], 0);
  set(R->Values[1], 4);
  EXPECT_EQ(Outer.commit(), 0);
  EXPECT_EQ(R->Values[0], 1);
  EXPECT_EQ(R->Values[1], 4);
}

TEST_F(TransactionTest, AnExchangeThatHasNotStoredIsNotUndone) {
  long Volatile = 1;
  {
    TestBlock B(P);
    stet_exchange_begin(&R->Values[0], 8);
    R->Values[0] = 5; // another thread was faster
    stet_exchange_end(0);
    stet_exchange_begin(&R->Values[1], 8);
    R->Values[1] = 6;
    stet_exchange_end(1);
    stet_exchange_begin(&Volatile, 8);
    stet_exchange_end(0);
    B.abort();
  }
  EXPECT_EQ(R->Values[0], 5);
  EXPECT_EQ(R->Values[1], 0);
  stet_exchange_begin(&R->Values[0], 8); // outside
  stet_exchange_end(0);
}

TEST_F(TransactionTest, AnExchangeLeavesEarlierAndLaterChangesUndone) {
  {
    TestBlock B(P);
    set(R->Values[0], 1);
    stet_exchange_begin(&R->Values[0], 8);
    stet_exchange_end(0);
    set(R->Values[0], 2);
    stet_exchange_begin(&R->Values[1], 8);
    stet_exchange_end(0);
    set(R->Values[1], 2);
    B.abort();
  }
  EXPECT_EQ(R->Values[0], 0);
  EXPECT_EQ(R->Values[1], 0);
  {
    TestBlock B(P);
    stet_exchange_begin(&R->Values[1], 8);
    stet_exchange_end(0);
    set(R->Values[1], 3);
    EXPECT_EQ(B.commit(), 0);
  }
  reopen();
  EXPECT_EQ(R->Values[1], 3);
}

TEST_F(TransactionTest, AnOuterAbortUndoesCommittedInnerBlocks) {
  TestBlock Outer(P);
  {
    TestBlock Inner(P);
    set(R->Values[0], 2);
    EXPECT_EQ(Inner.commit(), 0);
  }
  set(R->Values[0], 3);
  Outer.abort();
  EXPECT_EQ(R->Values[0], 0);
}

TEST_F(TransactionTest, AWriteToASecondPoolDoomsIt) {
  std::string OtherPath = Directory / "other.pool";
  stet_pool *Other = stet_pool_create(OtherPath.c_str(), 16 * MiB, STET_DURABILITY_PROCESS);
  ASSERT_TRUE(Other) << stet_error_message();
  auto *There = static_cast<long *>(stet_pool_root(Other, sizeof(long)));
  {
    TestBlock B(P);
    set(R->Values[0], 1);
    {
      TestBlock Inner(P);
      set(*There, 1);
      EXPECT_EQ(Inner.commit(), 0);
    }
    EXPECT_EQ(stet_pool_close(Other), -1);
    EXPECT_EQ(errno, EBUSY);
    EXPECT_EQ(B.commit(), 1);
  }
  EXPECT_EQ(stet_last_abort(), EXDEV);
  EXPECT_NE(std::string(stet_error_message()).find(Path), std::string::npos);
  EXPECT_NE(std::string(stet_error_message()).find(OtherPath), std::string::npos);
  EXPECT_EQ(R->Values[0], 0);
  EXPECT_EQ(*There, 0);
  {
    TestBlock B(P);
    set(R->Values[0], 1);
    EXPECT_EQ(B.commit(), 0);
  }
  EXPECT_EQ(stet_pool_close(Other), 0) << stet_error_message();
}

TEST_F(TransactionTest, AnInnerAbortUndoesItInTheSecondPoolToo) {
  stet_pool *Other =
      stet_pool_create((Directory / "other.pool").c_str(), 16 * MiB, STET_DURABILITY_PROCESS);
  auto *There = static_cast<long *>(stet_pool_root(Other, sizeof(long)));
  TestBlock B(P);
  {
    TestBlock Inner(P);
    set(*There, 1);
    Inner.abort();
  }
  EXPECT_EQ(*There, 0);
  set(*There, 2);
  B.abort();
  EXPECT_EQ(*There, 0);
  EXPECT_EQ(stet_pool_close(Other), 0) << stet_error_message();
}

TEST_F(TransactionTest, AFullPoolDoomsIt) {
  if (Options.placement == STET_PLACEMENT_COPY)
    GTEST_SKIP() << "the undo log of a working copy takes no room in its pool";
  for (size_t Size = 16 * MiB; Size >= 1024; Size /= 2)
    for (bool IsFull = false; !IsFull;) {
      TestBlock B(P);
      IsFull = !stet_malloc(Size);
      EXPECT_EQ(B.commit(), 0) << stet_error_message();
    }
  {
    TestBlock B(P);
    stet_snapshot(R->Bytes, sizeof(R->Bytes));
    memset(R->Bytes, 1, sizeof(R->Bytes));
    stet_snapshot(R, sizeof(long[64]));
    set(R->Values[0], 1);
    B.commit();
  }
  EXPECT_EQ(stet_last_abort(), ENOSPC);
  EXPECT_EQ(R->Bytes[0], 0);
  EXPECT_EQ(R->Values[0], 0);
  {
    TestBlock B(P);
    set(R->Values[0], 1);
    EXPECT_EQ(B.commit(), 0) << stet_error_message();
  }
}

TEST_F(TransactionTest, APoolInUseIsNotClosed) {
  {
    TestBlock B(P);
    EXPECT_EQ(stet_pool_close(P), -1);
    EXPECT_EQ(errno, EBUSY);
    set(R->Values[0], 1);
    EXPECT_EQ(B.commit(), 0);
  }
  std::atomic<int> Stage{0};
  std::thread T([&] {
    TestBlock B(P);
    Stage = 1;
    while (Stage == 1)
      std::this_thread::yield();
    B.commit();
  });
  while (Stage == 0)
    std::this_thread::yield();
  EXPECT_EQ(stet_pool_close(P), -1);
  Stage = 2;
  T.join();
}

TEST_F(TransactionTest, ThreadsHaveTransactionsOfTheirOwn) {
  std::vector<std::thread> Threads;
  for (long I = 0; I < 100; ++I)
    Threads.emplace_back([this, I] {
      for (long Round = 0; Round < 50; ++Round) {
        TestBlock B(P);
        set(R->Bytes[I], char(Round));
        set(R->Bytes[I], char(I));
        if (Round % 3)
          EXPECT_EQ(B.commit(), 0);
      }
    });
  for (std::thread &T : Threads)
    T.join();
  for (long I = 0; I < 100; ++I)
    EXPECT_EQ(R->Bytes[I], char(I));
}

TEST_F(TransactionTest, APoolCanBeOpenedTwice) {
  if (Options.durability == STET_DURABILITY_POWER)
    GTEST_SKIP() << "this is about a pool with durability 'process'";
  EXPECT_EQ(stet_pool_open(Path.c_str(), STET_DURABILITY_STORED), P);
  EXPECT_FALSE(stet_pool_open(Path.c_str(), STET_DURABILITY_POWER));
  EXPECT_EQ(errno, EBUSY);
  EXPECT_EQ(stet_pool_close(P), 0);
  EXPECT_EQ(R->Values[0], 0);
}

TEST_F(TransactionTest, ARootHasOneSize) {
  EXPECT_FALSE(stet_pool_root(P, 8));
  EXPECT_EQ(errno, EINVAL);
  EXPECT_FALSE(stet_pool_root(P, 0));
}

TEST_F(TransactionTest, SurvivesTheDeathOfTheProcess) {
  std::string Other = Directory / "killed.pool";
  pid_t Child = inChild([&] {
    stet_pool *Mine = stet_pool_create(Other.c_str(), 16 * MiB, STET_DURABILITY_PROCESS);
    auto *Here = static_cast<long *>(stet_pool_root(Mine, 64));
    {
      TestBlock B(Mine);
      set(Here[0], 1);
      if (B.commit())
        return 1;
    }
    TestBlock B(Mine);
    set(Here[0], 2);
    set(Here[1], 2);
    raise(SIGKILL);
    return 0;
  });
  EXPECT_EQ(exitStatusOf(Child), -1);
  stet_pool *Mine = stet_pool_open(Other.c_str(), STET_DURABILITY_STORED);
  ASSERT_TRUE(Mine) << stet_error_message();
  auto *Here = static_cast<long *>(stet_pool_root(Mine, 64));
  EXPECT_EQ(Here[0], 1);
  EXPECT_EQ(Here[1], 0);
  stet_pool_close(Mine);
}

TEST_F(TransactionTest, AForkedChildIsInNoTransaction) {
  TestBlock B(P);
  set(R->Values[0], 1);
  pid_t Child = inChild([&] {
    if (stet_in_transaction() || stet_thread_mode)
      return 1;
    if (B.commit() != 0) // the child leaves the block too
      return 2;
    // The parent has the pool.
    return stet_pool_open(Path.c_str(), STET_DURABILITY_STORED) || errno != EBUSY ? 3 : 0;
  });
  EXPECT_EQ(exitStatusOf(Child), 0);
  set(R->Values[1], 1);
  EXPECT_EQ(B.commit(), 0);
  EXPECT_EQ(R->Values[0], 1);
}

TEST_F(TransactionTest, AThreadThatEndsInABlockRollsItBack) {
  std::thread([&] {
    auto *Left = new TestBlock(P);
    (void)Left;
    set(R->Values[0], 1);
  }).join();
  EXPECT_EQ(R->Values[0], 0);
}

} // namespace
