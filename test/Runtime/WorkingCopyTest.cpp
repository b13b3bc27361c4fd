//===-- test/Runtime/WorkingCopyTest.cpp - A pool in a private copy with a log ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WorkingCopyFixture.h"

#include <sys/stat.h>
#include <thread>

using namespace stet;

namespace {

class WorkingCopyTest : public WorkingCopyFixture {};

TEST_F(WorkingCopyTest, StoresReachTheFileOnlyThroughCommits) {
  add(5);
  TestBlock B(P);
  set(R->Values[0], 99);
  EXPECT_EQ(statistics().commits, 1u);
  EXPECT_TRUE(exists("-log"));
  B.abort();
  EXPECT_EQ(R->Values[0], 5);
}

TEST_F(WorkingCopyTest, CloseRemovesTheLog) {
  add(5);
  EXPECT_TRUE(exists("-log"));
  reopen();
  EXPECT_EQ(R->Values[0], 5);
  ASSERT_EQ(stet_pool_close(P), 0);
  EXPECT_FALSE(exists("-log"));
  EXPECT_EQ(system(("pmempool check " + Path + " > /dev/null").c_str()), 0);
  P = stet_pool_open_with(Path.c_str(), &Options);
}

TEST_F(WorkingCopyTest, AcknowledgedCommitsSurviveTheProcess) {
  dieAfter([&] {
    for (int I = 0; I < 100; ++I)
      add(1);
    TestBlock *Running = new TestBlock(P);
    (void)Running;
    set(R->Values[0], -1);
  });
  EXPECT_TRUE(exists("-log"));
  EXPECT_EQ(R->Values[0], 100);
}

TEST_F(WorkingCopyTest, ALogOfManyRoundsIsApplied) {
  dieAfter([&] {
    // Each commit takes a block: some 15 rounds over two areas of a small log.
    for (int I = 0; I < 500; ++I) {
      TestBlock B(P);
      set(R->Values[I % 64], R->Values[I % 64] + 1);
      set(R->Bytes[I * 1999], char(I));
      EXPECT_EQ(B.commit(), 0);
    }
    EXPECT_GT(statistics().checkpoints, 10u);
  });
  for (int I = 0; I < 500; ++I)
    EXPECT_EQ(R->Bytes[I * 1999], char(I));
  EXPECT_EQ(R->Values[3], 8);
}

TEST_F(WorkingCopyTest, ATransactionLargerThanTheLogMakesItGrow) {
  dieAfter([&] {
    add(1);
    TestBlock B(P);
    stet_snapshot(R->Bytes, sizeof(R->Bytes));
    memset(R->Bytes, 'x', sizeof(R->Bytes));
    EXPECT_EQ(B.commit(), 0);
    add(1);
  });
  EXPECT_EQ(R->Values[0], 2);
  EXPECT_EQ(std::string(R->Bytes, sizeof(R->Bytes)), std::string(sizeof(R->Bytes), 'x'));
}

TEST_F(WorkingCopyTest, ThreadsShareWrites) {
  constexpr int Threads = 8, Commits = 200;
  std::vector<std::thread> All;
  for (int T = 0; T < Threads; ++T)
    All.emplace_back([&, T] {
      for (int I = 0; I < Commits; ++I) {
        TestBlock B(P);
        set(R->Values[T], R->Values[T] + 1);
        EXPECT_EQ(B.commit(), 0);
      }
    });
  for (std::thread &Each : All)
    Each.join();
  EXPECT_EQ(statistics().commits, uint64_t(Threads * Commits));
  EXPECT_LE(statistics().batches, statistics().commits + 1);
  reopen();
  for (int T = 0; T < Threads; ++T)
    EXPECT_EQ(R->Values[T], Commits);
}

TEST_F(WorkingCopyTest, CheckpointsOnRequestEmptyTheLog) {
  add(7);
  ASSERT_EQ(stet_checkpoint(P), 0) << stet_error_message();
  uint64_t Checkpoints = statistics().checkpoints;
  EXPECT_GT(Checkpoints, 0u);
  EXPECT_EQ(stet_checkpoint(P), 0);
  EXPECT_EQ(statistics().checkpoints, Checkpoints); // nothing was left to do
  TestBlock B(P);
  EXPECT_EQ(stet_checkpoint(P), -1);
  EXPECT_EQ(errno, EBUSY);
}

TEST_F(WorkingCopyTest, AnIdlePoolIsBroughtUpToDate) {
  add(1);
  for (int I = 0; I < 100 && statistics().checkpoints == 0; ++I)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_GT(statistics().checkpoints, 0u);
}

TEST_F(WorkingCopyTest, MemoryIsGivenBackOnRequest) {
  for (int I = 0; I < 100; ++I) {
    TestBlock B(P);
    set(R->Bytes[I * 4096], 'y');
    EXPECT_EQ(B.commit(), 0);
  }
  ASSERT_EQ(stet_checkpoint(P), 0) << stet_error_message();
  EXPECT_GE(statistics().resident, 100u * 4096);
  ASSERT_EQ(stet_trim(P), 0) << stet_error_message();
  EXPECT_LE(statistics().resident, 16u * 4096);
  for (int I = 0; I < 100; ++I)
    EXPECT_EQ(R->Bytes[I * 4096], 'y');
  add(3);
  reopen();
  EXPECT_EQ(R->Values[0], 3);
}

TEST_F(WorkingCopyTest, PagesThatHaveChangedSinceStay) {
  add(1);
  ASSERT_EQ(stet_checkpoint(P), 0);
  // Not logged and not in the file: volatile data in a persistent object, say.
  R->Bytes[5000] = 'v';
  ASSERT_EQ(stet_trim(P), 0) << stet_error_message();
  EXPECT_EQ(R->Bytes[5000], 'v');
}

TEST_F(WorkingCopyTest, MemoryIsNotGivenBackInATransaction) {
  add(1);
  TestBlock B(P);
  set(R->Values[1], 1);
  int Result = 0, Error = 0;
  std::thread([&] {
    Result = stet_trim(P);
    Error = errno;
  }).join();
  EXPECT_EQ(Result, -1);
  EXPECT_EQ(Error, EBUSY);
  EXPECT_EQ(B.commit(), 0);
}

TEST_F(WorkingCopyTest, NewMemoryThatIsZeroIsNotLogged) {
  std::string Large = Directory / "large.pool";
  stet_pool *Q = stet_pool_create_with(Large.c_str(), 256 * MiB, &Options);
  ASSERT_TRUE(Q) << stet_error_message();
  auto *Root = static_cast<char *>(stet_pool_root(Q, 100 * MiB));
  ASSERT_TRUE(Root) << stet_error_message();
  EXPECT_EQ(stet_sync(Q), 0);
  stet_statistics S;
  EXPECT_EQ(stet_pool_stats(Q, &S), 0);
  EXPECT_LT(S.bytes_logged, 2 * MiB);
  for (size_t At = 0; At < 100 * MiB; At += 1000)
    ASSERT_EQ(Root[At], 0);
  EXPECT_EQ(stet_pool_close(Q), 0);
}

TEST_F(WorkingCopyTest, PoolAndLogMoveTogether) {
  dieAfter([&] { add(5); }, /*Reopen=*/false);
  std::string New = Directory / "moved.pool";
  std::filesystem::rename(Path, New);
  std::filesystem::rename(Path + "-log", New + "-log");
  P = stet_pool_open_with(New.c_str(), &Options);
  ASSERT_TRUE(P) << stet_error_message();
  EXPECT_EQ(static_cast<Root *>(stet_pool_root(P, sizeof(Root)))->Values[0], 5);
}

TEST_F(WorkingCopyTest, APoolWhoseLogIsMissingIsRefused) {
  dieAfter([&] { add(5); }, false);
  std::filesystem::rename(Path + "-log", Path + "-away");
  expectRefused(EBADMSG, {"test.pool-log", "missing"});
  // In place, too.
  stet_options InPlace = {STET_DURABILITY_PROCESS, 0, STET_PLACEMENT_DEFAULT, 0};
  EXPECT_FALSE(stet_pool_open_with(Path.c_str(), &InPlace));
  std::filesystem::rename(Path + "-away", Path + "-log");
  P = stet_pool_open_with(Path.c_str(), &InPlace);
  ASSERT_TRUE(P) << stet_error_message();
  EXPECT_EQ(R->Values[0], 5);
  EXPECT_FALSE(exists("-log"));
}

TEST_F(WorkingCopyTest, TheLogOfAnotherPoolIsRefused) {
  dieAfter([&] { add(5); }, false);
  std::string Other = Directory / "other.pool";
  ASSERT_EQ(exitStatusOf(inChild([&] {
              stet_pool *Q = stet_pool_create_with(Other.c_str(), 64 * MiB, &Options);
              stet_pool_root(Q, sizeof(Root));
              TestBlock(Q).commit();
              return stet_sync(Q) == 0 ? 3 : 4;
            })),
            3);
  std::filesystem::rename(Path + "-log", Path + "-mine");
  std::filesystem::copy(Other + "-log", Path + "-log");
  expectRefused(EBADMSG, {"test.pool-log", "another pool"});
  std::filesystem::remove(Path + "-log");
  std::filesystem::rename(Path + "-mine", Path + "-log");
  P = stet_pool_open_with(Path.c_str(), &Options);
  ASSERT_TRUE(P) << stet_error_message();
  EXPECT_EQ(R->Values[0], 5);
}

TEST_F(WorkingCopyTest, ALogOfAnEarlierRunIsRefused) {
  dieAfter([&] { add(5); }, false);
  std::filesystem::copy(Path + "-log", Path + "-old");
  P = stet_pool_open_with(Path.c_str(), &Options);
  ASSERT_TRUE(P);
  dieAfter([&] { add(1); }, false);
  std::filesystem::rename(Path + "-log", Path + "-new");
  std::filesystem::copy(Path + "-old", Path + "-log");
  expectRefused(EBADMSG, {"test.pool-log", "earlier"});
  std::filesystem::rename(Path + "-new", Path + "-log");
  P = stet_pool_open_with(Path.c_str(), &Options);
  ASSERT_TRUE(P) << stet_error_message();
  EXPECT_EQ(R->Values[0], 6);
}

TEST_F(WorkingCopyTest, AnotherFileInTheLogsPlaceIsLeftAlone) {
  ASSERT_EQ(stet_pool_close(P), 0);
  std::ofstream(Path + "-log") << "precious";
  expectRefused(EEXIST, {"test.pool-log", "another file"});
  std::string Word;
  std::ifstream(Path + "-log") >> Word;
  EXPECT_EQ(Word, "precious");
  std::filesystem::remove(Path + "-log");
  P = stet_pool_open_with(Path.c_str(), &Options);
  ASSERT_TRUE(P);
}

TEST_F(WorkingCopyTest, AnAbandonedOpenLeavesNothing) {
  reopen();
  dieAfter([] {}, false);
  // Opened and killed with no commit: the log is there, and it is enough.
  P = stet_pool_open_with(Path.c_str(), &Options);
  ASSERT_TRUE(P) << stet_error_message();
}

TEST_F(WorkingCopyTest, AFolderThatCannotBeWrittenIsNamed) {
  add(1);
  ASSERT_EQ(stet_pool_close(P), 0);
  P = nullptr;
  std::string Folder = std::filesystem::path(Path).parent_path();
  constexpr uid_t Nobody = 65534;
  // Permissions don't bind root.
  bool IsRoot = geteuid() == 0;
  if (IsRoot)
    ASSERT_EQ(chown(Path.c_str(), Nobody, Nobody), 0);
  ASSERT_EQ(chmod(Folder.c_str(), 0555), 0);
  EXPECT_EQ(exitStatusOf(inChild([&] {
              if (IsRoot && setuid(Nobody) != 0)
                return 9;
              expectRefused(EACCES, {"test.pool-log", "Permission denied", "STET_PLACEMENT"});
              stet_options InPlace = {STET_DURABILITY_POWER, 0, STET_PLACEMENT_IN_PLACE, 0};
              P = stet_pool_open_with(Path.c_str(), &InPlace);
              return HasFailure() || !P || R->Values[0] != 1 || stet_pool_close(P) ? 1 : 3;
            })),
            3);
  ASSERT_EQ(chmod(Folder.c_str(), 0755), 0);
  if (IsRoot)
    ASSERT_EQ(chown(Path.c_str(), 0, 0), 0);
}

TEST_F(WorkingCopyTest, SecondOpensAreRefused) {
  EXPECT_EQ(exitStatusOf(inChild([&] {
              return stet_pool_open_with(Path.c_str(), &Options) ? 1 : errno == EBUSY ? 3 : 2;
            })),
            3);
}

TEST_F(WorkingCopyTest, AForkedChildLeavesItAlone) {
  add(1);
  EXPECT_EQ(exitStatusOf(inChild([&] {
              std::string Mine = Directory / "child.pool";
              stet_pool *Q = stet_pool_create_with(Mine.c_str(), 64 * MiB, &Options);
              return Q && stet_pool_close(Q) == 0 ? 3 : 4;
            })),
            3);
  add(1);
  reopen();
  EXPECT_EQ(R->Values[0], 2);
}

TEST_F(WorkingCopyTest, OptionsThatContradictEachOther) {
  std::string Other = Directory / "other.pool";
  for (stet_options O :
       {stet_options{STET_DURABILITY_PROCESS, 0, STET_PLACEMENT_COPY, 0},
        stet_options{stet_durability(3), 0, STET_PLACEMENT_DEFAULT, 0},
        stet_options{STET_DURABILITY_POWER, 0, stet_placement(3), 0},
        stet_options{STET_DURABILITY_PROCESS, 5, STET_PLACEMENT_DEFAULT, 0},
        stet_options{STET_DURABILITY_POWER, 5, STET_PLACEMENT_IN_PLACE, 0},
        stet_options{STET_DURABILITY_POWER, 10'000'000, STET_PLACEMENT_DEFAULT, 0}}) {
    EXPECT_FALSE(stet_pool_create_with(Other.c_str(), 0, &O));
    EXPECT_EQ(errno, EINVAL);
    EXPECT_FALSE(std::filesystem::exists(Other));
  }
}

TEST_F(WorkingCopyTest, ACopyOfAnOpenPoolCannotTakeItsLog) {
  add(1);
  std::string Away = Directory / "away.pool";
  std::filesystem::copy(Path, Away);
  std::filesystem::rename(Path, Path + "-moved");
  std::filesystem::rename(Away, Path);
  EXPECT_EQ(exitStatusOf(inChild([&] {
              return stet_pool_open_with(Path.c_str(), &Options) ? 1 : errno == EBUSY ? 3 : 2;
            })),
            3);
  EXPECT_TRUE(exists("-log"));
  std::filesystem::rename(Path + "-moved", Path);
}

TEST_F(WorkingCopyTest, AnOverflowFileIsKeptUntilItsRollbackIsDurable) {
  // A process is killed in a transaction on a full pool in place, whose undo log goes on
  // in a file.
  stet_options Copy = Options;
  ASSERT_EQ(stet_pool_close(P), 0);
  P = nullptr;
  std::filesystem::remove(Path);
  Options = {STET_DURABILITY_PROCESS, 0, STET_PLACEMENT_DEFAULT, 0};
  P = stet_pool_create_with(Path.c_str(), 16 * MiB, &Options);
  ASSERT_TRUE(P);
  constexpr size_t Large = 5 * MiB;
  auto *Bytes = static_cast<char *>(stet_pool_root(P, Large));
  ASSERT_TRUE(Bytes);
  dieAfter(
      [&] {
        TestBlock *Running = new TestBlock(P);
        (void)Running;
        for (size_t At = 0; At < Large; At += MiB) {
          stet_snapshot(Bytes + At, MiB);
          memset(Bytes + At, 'x', MiB);
        }
      },
      false);
  auto overflowFiles = [&] {
    size_t Count = 0;
    for (auto &Each :
         std::filesystem::directory_iterator(std::filesystem::path(Path).parent_path()))
      Count += Each.path().string().find("-overflow") != std::string::npos;
    return Count;
  };
  EXPECT_EQ(overflowFiles(), 1u);
  Options = Copy;
  dieAfter([] {}); // opened as a copy, killed before any commit, and opened again
  EXPECT_EQ(overflowFiles(), 0u);
  for (size_t At = 0; At < Large; At += 1000)
    ASSERT_EQ(Bytes[At], 0);
}

// -- Relaxed commits -------------------------------------------------------------

class RelaxedTest : public WorkingCopyFixture {
protected:
  RelaxedTest() { Options.relaxed = 20; }
};

TEST_F(RelaxedTest, KillLosesNothing) {
  dieAfter([&] {
    for (int I = 0; I < 2000; ++I)
      add(1);
  });
  EXPECT_EQ(R->Values[0], 2000);
}

TEST_F(RelaxedTest, IsRemembered) {
  add(1);
  ASSERT_EQ(stet_pool_close(P), 0);
  P = stet_pool_open(Path.c_str(), STET_DURABILITY_STORED);
  ASSERT_TRUE(P);
  EXPECT_EQ(reinterpret_cast<Pool *>(P)->options().RelaxedMilliseconds, 20u);
  // Stricter than it is open: no.
  EXPECT_FALSE(stet_pool_open(Path.c_str(), STET_DURABILITY_POWER));
  EXPECT_EQ(errno, EBUSY);
  ASSERT_EQ(stet_pool_close(P), 0);
  P = stet_pool_open(Path.c_str(), STET_DURABILITY_POWER);
  ASSERT_TRUE(P);
  EXPECT_EQ(reinterpret_cast<Pool *>(P)->options().RelaxedMilliseconds, 0u);
}

TEST_F(RelaxedTest, IsSyncedOnRequestAndByTheClock) {
  for (int I = 0; I < 100; ++I)
    add(1);
  EXPECT_EQ(stet_sync(P), 0);
  for (int I = 0; I < 300; ++I) {
    add(1);
    std::this_thread::sleep_for(std::chrono::microseconds(300));
  }
  reopen();
  EXPECT_EQ(R->Values[0], 400);
}

} // namespace
