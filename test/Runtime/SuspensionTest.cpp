//===-- test/Runtime/SuspensionTest.cpp - Transactions in the middle of others ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockFixture.h"
#include "transaction/Transaction.h"

#include <atomic>
#include <thread>

using namespace stet;

namespace {

class SuspensionTest : public BlockFixture {};

TEST_F(SuspensionTest, CommitsOnTheSamePoolAndLeavesTheOuterOneAlone) {
  {
    TestBlock B(P);
    set(R->Values[0], 1);
    set(R->Values[1], 1);
    void *Mine = stet_malloc(100);
    EXPECT_TRUE(Mine);
    {
      Transaction::Suspension Aside;
      EXPECT_FALSE(stet_in_transaction());
      TestBlock Within(P);
      set(R->Values[2], 2);
      set(R->Objects[0], stet_malloc(100));
      EXPECT_NE(R->Objects[0], Mine);
      EXPECT_EQ(Within.commit(), 0);
    }
    EXPECT_TRUE(stet_in_transaction());
    EXPECT_EQ(stet_pool_close(P), -1); // in use still
    EXPECT_EQ(errno, EBUSY);
    set(R->Values[0], 3);
    B.abort();
  }
  EXPECT_EQ(R->Values[0], 0);
  EXPECT_EQ(R->Values[1], 0);
  EXPECT_EQ(R->Values[2], 2);
  EXPECT_EQ(objects(), 1u);
}

TEST_F(SuspensionTest, CommitsWhileSomebodyTriesToClose) {
  std::atomic<bool> Stop{false};
  std::atomic<int> Closed{0};
  std::thread Closer;
  {
    TestBlock B(P);
    Closer = std::thread([&] {
      while (!Stop)
        Closed += stet_pool_close(P) == 0;
    });
    for (int I = 0; I < 20000; ++I) {
      set(R->Values[I % 64], I);
      stet_free(stet_new_in(16, &P)); // looks for the transaction's pool
    }
    Stop = true;
    Closer.join();
    EXPECT_EQ(B.commit(), 0) << stet_error_message();
  }
  EXPECT_EQ(Closed, 0);
}

} // namespace
