//===-- test/Runtime/DiskFaultTest.cpp - Disks that are full or broken ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FaultyDisk.h"
#include "WorkingCopyFixture.h"

#include <thread>

using namespace stet;

namespace {

class DiskFaultTest : public WorkingCopyFixture {
protected:
  /// After a broken log: the pool takes nothing more, and what the next open finds is
  /// right.
  void expectFailed() {
    EXPECT_EQ(add(1000), EIO);
    EXPECT_NE(std::string(stet_error_message()).find("test.pool-log"), std::string::npos);
    EXPECT_EQ(stet_sync(P), -1);
    EXPECT_EQ(errno, EIO);
  }
};

TEST_F(DiskFaultTest, AFailedLogWriteIsReported) {
  dieAfter([&] {
    EXPECT_EQ(add(1), 0);
    FaultyDisk Broken(FaultyDisk::Write, "-log", EIO);
    EXPECT_EQ(add(10), EIO);
    EXPECT_EQ(stet_last_abort(), EIO);
    expectFailed();
  });
  EXPECT_EQ(R->Values[0], 1);
}

TEST_F(DiskFaultTest, AFailedSyncIsReported) {
  dieAfter([&] {
    EXPECT_EQ(add(1), 0);
    {
      FaultyDisk Broken(FaultyDisk::Sync, "-log", EIO);
      EXPECT_EQ(add(10), EIO);
    }
    // The disk works again, but what it has lost nobody knows.
    expectFailed();
  });
  EXPECT_TRUE(R->Values[0] == 1 || R->Values[0] == 11) << R->Values[0];
}

TEST_F(DiskFaultTest, ThreadsThatWaitForAFailedWriteAllHearOfIt) {
  dieAfter([&] {
    FaultyDisk Broken(FaultyDisk::Write, "-log", EIO, 20);
    std::vector<std::thread> All;
    for (int T = 0; T < 4; ++T)
      All.emplace_back([&, T] {
        int Error = 0;
        for (int I = 0; I < 1000 && !Error; ++I) {
          TestBlock B(P);
          set(R->Values[T], R->Values[T] + 1);
          B.commit();
          Error = stet_last_abort();
        }
        EXPECT_EQ(Error, EIO);
      });
    for (std::thread &Each : All)
      Each.join();
  });
}

TEST_F(DiskFaultTest, ClosingAfterAFailureKeepsTheLog) {
  EXPECT_EQ(add(1), 0);
  {
    FaultyDisk Broken(FaultyDisk::Write, "-log", EIO);
    EXPECT_EQ(add(10), EIO);
    EXPECT_EQ(stet_pool_close(P), 0);
  }
  EXPECT_TRUE(exists("-log"));
  P = stet_pool_open_with(Path.c_str(), &Options);
  ASSERT_TRUE(P) << stet_error_message();
  EXPECT_EQ(R->Values[0], 1);
  EXPECT_EQ(add(1), 0);
}

TEST_F(DiskFaultTest, ShortWritesAreFinished) {
  FaultyDisk::ShortWrites Interrupted("-log");
  FaultyDisk::ShortWrites InThePool("test.pool");
  dieAfter([&] {
    for (int I = 0; I < 100; ++I)
      EXPECT_EQ(add(1), 0);
  });
  EXPECT_EQ(R->Values[0], 100);
}

TEST_F(DiskFaultTest, AFullDiskUnderTheLog) {
  ASSERT_EQ(stet_pool_close(P), 0);
  {
    FaultyDisk Full(FaultyDisk::Allocate, "-log", ENOSPC);
    expectRefused(ENOSPC, {"test.pool-log", "No space left"});
  }
  EXPECT_FALSE(exists("-log"));
  {
    // A smaller one fits.
    Options.log_size = 1 << 20;
    FaultyDisk Full(FaultyDisk::Allocate, "-log", ENOSPC, 0, 3);
    P = stet_pool_open_with(Path.c_str(), &Options);
  }
  ASSERT_TRUE(P) << stet_error_message();
}

TEST_F(DiskFaultTest, ALogThatCannotBeNotedIsForgotten) {
  EXPECT_EQ(add(1), 0);
  ASSERT_EQ(stet_pool_close(P), 0);
  // At each of the syncs of the pool file that an open makes.
  for (unsigned Good = 0; Good < 3; ++Good) {
    FaultyDisk Broken(FaultyDisk::Sync, "test.pool", EIO, Good, 1);
    P = stet_pool_open_with(Path.c_str(), &Options);
    if (P) {
      EXPECT_EQ(FaultyDisk::failures(), 0u) << Good;
      ASSERT_EQ(stet_pool_close(P), 0);
    } else {
      EXPECT_EQ(FaultyDisk::failures(), 1u) << Good;
    }
  }
  P = stet_pool_open_with(Path.c_str(), &Options);
  ASSERT_TRUE(P) << stet_error_message();
  EXPECT_EQ(R->Values[0], 1);
}

TEST_F(DiskFaultTest, RecoverySyncsTheLogBeforeItChangesThePool) {
  dieAfter([&] { EXPECT_EQ(add(5), 0); }, false);
  {
    FaultyDisk Broken(FaultyDisk::Sync, "-log", EIO);
    expectRefused(EIO, {"sync the log", "nothing is lost"});
  }
  EXPECT_TRUE(exists("-log"));
  P = stet_pool_open_with(Path.c_str(), &Options);
  ASSERT_TRUE(P) << stet_error_message();
  EXPECT_EQ(R->Values[0], 5);
}

TEST_F(DiskFaultTest, AFullDiskUnderTheCheckpoint) {
  long Acknowledged = 0;
  {
    FaultyDisk Full(FaultyDisk::Write, "test.pool", ENOSPC);
    int Error = 0;
    while (!(Error = add(1)))
      ++Acknowledged;
    EXPECT_EQ(Error, ENOSPC);
    EXPECT_NE(std::string(stet_error_message()).find("free disk space"), std::string::npos)
        << stet_error_message();
    EXPECT_GT(FaultyDisk::failures(), 0u);
    // Rolled back, and so is the next one.
    EXPECT_EQ(R->Values[0], Acknowledged);
    EXPECT_EQ(add(1), ENOSPC);
    EXPECT_EQ(stet_checkpoint(P), -1);
    EXPECT_EQ(errno, ENOSPC);
  }
  // There is space again.
  EXPECT_EQ(add(1), 0);
  ++Acknowledged;
  for (int I = 0; I < 100; ++I, ++Acknowledged)
    EXPECT_EQ(add(1), 0);
  EXPECT_EQ(stet_checkpoint(P), 0) << stet_error_message();
  reopen();
  EXPECT_EQ(R->Values[0], Acknowledged);
}

TEST_F(DiskFaultTest, AFullDiskAtCloseAndAtRecovery) {
  EXPECT_EQ(add(7), 0);
  {
    FaultyDisk Full(FaultyDisk::Write, "test.pool", ENOSPC);
    EXPECT_EQ(stet_pool_close(P), 0);
    EXPECT_TRUE(exists("-log"));
    expectRefused(ENOSPC, {"No space left", "nothing is lost", "free disk space"});
  }
  P = stet_pool_open_with(Path.c_str(), &Options);
  ASSERT_TRUE(P) << stet_error_message();
  EXPECT_EQ(R->Values[0], 7);
}

TEST_F(DiskFaultTest, ATransactionThatTheLogCannotGrowForIsRolledBack) {
  EXPECT_EQ(add(1), 0);
  {
    FaultyDisk Full(FaultyDisk::Allocate, "-log", ENOSPC);
    TestBlock B(P);
    stet_snapshot(R->Bytes, sizeof(R->Bytes));
    memset(R->Bytes, 'x', sizeof(R->Bytes));
    EXPECT_NE(B.commit(), 0);
    EXPECT_EQ(stet_last_abort(), ENOSPC);
    EXPECT_NE(std::string(stet_error_message()).find("grow"), std::string::npos)
        << stet_error_message();
    EXPECT_EQ(R->Bytes[100], 0);
    EXPECT_EQ(add(1), 0); // a small one
  }
  reopen();
  EXPECT_EQ(R->Values[0], 2);
  EXPECT_EQ(R->Bytes[100], 0);
}

TEST_F(DiskFaultTest, AFailedSyncOfTheCheckpointIsRepeated) {
  {
    FaultyDisk Broken(FaultyDisk::Sync, "test.pool", EIO);
    EXPECT_EQ(add(1), 0);
    EXPECT_EQ(stet_checkpoint(P), -1);
    EXPECT_EQ(errno, EIO);
  }
  EXPECT_EQ(stet_checkpoint(P), 0) << stet_error_message();
  dieAfter([&] { EXPECT_EQ(add(1), 0); });
  EXPECT_EQ(R->Values[0], 2);
}

class RelaxedFaultTest : public DiskFaultTest {
protected:
  RelaxedFaultTest() { Options.relaxed = 5; }
};

TEST_F(RelaxedFaultTest, AFailedSyncStopsTheCommits) {
  dieAfter([&] {
    EXPECT_EQ(add(1), 0);
    EXPECT_EQ(stet_sync(P), 0);
    FaultyDisk Broken(FaultyDisk::Sync, "-log", EIO);
    int Error = 0;
    for (int I = 0; I < 10000 && !Error; ++I) {
      Error = add(1);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(Error, EIO);
    EXPECT_EQ(stet_sync(P), -1);
  });
  EXPECT_GE(R->Values[0], 1);
}

TEST_F(RelaxedFaultTest, CloseReportsWhatMayBeLost) {
  Options.relaxed = 10'000; // so that only the close syncs
  reopen();
  EXPECT_EQ(add(1), 0);
  FaultyDisk Broken(FaultyDisk::Sync, "-log", EIO);
  EXPECT_EQ(stet_pool_close(P), -1);
  EXPECT_EQ(errno, EIO);
  P = nullptr;
}

} // namespace
