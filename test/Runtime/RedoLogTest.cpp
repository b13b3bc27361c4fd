//===-- test/Runtime/RedoLogTest.cpp - Batches, areas and what a crash leaves ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "redo/RedoLog.h"
#include "FaultyDisk.h"
#include "TemporaryPool.h"
#include "redo/AreaReader.h"
#include "redo/Checkpoint.h"
#include "redo/PageSet.h"
#include "redo/SuperblockPair.h"

#include <cstring>
#include <vector>

using namespace stet;
using namespace stet::redo;

namespace {

constexpr uint64_t PoolBytes = 1 << 20;

// -- Batches ---------------------------------------------------------------------

struct Change {
  uint64_t Offset;
  std::string Bytes;
  bool operator==(const Change &) const = default;
};

std::vector<Change> changesIn(const BatchHeader &Header) {
  std::vector<Change> Result;
  EXPECT_TRUE(forEachRecord(Header, PoolBytes, [&](uint64_t Offset, const char *Bytes, size_t N) {
    Result.push_back({Offset, std::string(Bytes, N)});
  }));
  return Result;
}

/// What a pool of zeroes holds after the batch.
std::string applied(const BatchHeader &Header) {
  std::string Pool(PoolBytes, 0);
  for (const Change &C : changesIn(Header))
    Pool.replace(C.Offset, C.Bytes.size(), C.Bytes);
  return Pool;
}

TEST(BatchTest, MergesCapturesOfALine) {
  Batch B;
  EXPECT_TRUE(B.empty());
  B.add(100, "abcd", 4);
  B.add(102, "XY", 2);
  B.add(108, "z", 1);
  B.add(126, "12345", 5); // into the next line
  const BatchHeader &Header = B.encode(7, 1, 1, 0, 64);
  EXPECT_EQ(changesIn(Header),
            (std::vector<Change>{{100, "abXY"}, {108, "z"}, {126, "12"}, {128, "345"}}));
  EXPECT_EQ(B.writtenBytes() % 64, 0u);
  EXPECT_EQ(Header.Checksum, Header.computeChecksum(7));
  EXPECT_NE(Header.Checksum, Header.computeChecksum(8));
  B.clear();
  EXPECT_TRUE(B.empty());
}

TEST(BatchTest, LaterCapturesWinHoweverLargeTheyAre) {
  Batch B;
  std::string Large(70000, 'L'), Medium(5000, 'M');
  std::string Expected(PoolBytes, 0);
  auto add = [&](uint64_t Offset, const std::string &Bytes) {
    B.add(Offset, Bytes.data(), Bytes.size());
    Expected.replace(Offset, Bytes.size(), Bytes);
  };
  add(10, "small");
  add(0, Large);
  add(300, "small");
  add(200, Medium);
  add(204, "s");
  EXPECT_EQ(applied(B.encode(1, 1, 1, 0, 4096)), Expected);
}

TEST(BatchTest, ManyRandomCaptures) {
  Batch B;
  uint64_t State = 1;
  auto random = [&](uint64_t Bound) {
    State = State * 6364136223846793005 + 1442695040888963407;
    return (State >> 33) % Bound;
  };
  for (int Round = 0; Round < 3; ++Round) {
    std::string Expected(PoolBytes, 0);
    for (int I = 0; I < 20000; ++I) {
      std::string Bytes(random(50) ? 1 + random(100) : random(9000) + 1, char('a' + random(26)));
      uint64_t Offset = random(PoolBytes - Bytes.size());
      B.add(Offset, Bytes.data(), Bytes.size());
      Expected.replace(Offset, Bytes.size(), Bytes);
    }
    size_t Most = B.mostBytes();
    EXPECT_EQ(applied(B.encode(1, 1, 1, 0, 64)), Expected);
    EXPECT_LE(B.writtenBytes(), Most + 64);
    B.clear();
  }
}

TEST(BatchTest, ScatteredBytesTakeNoMoreThanSaid) {
  Batch B;
  for (uint64_t At = 0; At < 64 * 1000; At += 2)
    B.add(At, "x", 1);
  size_t Most = B.mostBytes();
  B.encode(1, 1, 1, 0, 64);
  EXPECT_LE(B.writtenBytes(), Most + 64);
}

TEST(BatchTest, RecordsThatLeaveThePoolAreRefused) {
  Batch B;
  B.add(PoolBytes - 4, "abcdefgh", 8);
  EXPECT_FALSE(
      forEachRecord(B.encode(1, 1, 1, 0, 64), PoolBytes, [](uint64_t, const char *, size_t) {}));
}

// -- Areas -----------------------------------------------------------------------

class RedoLogTest : public testing::Test {
protected:
  TemporaryDirectory Directory;
  std::string PoolPath = Directory / "pool";
  File Pool{open(PoolPath.c_str(), O_RDWR | O_CREAT, 0600), PoolPath};
  PoolFileAccess Access{Pool, PoolBytes, 512, {1, 2, 3}};
  std::unique_ptr<RedoLog> Log;
  uint64_t Sequence = 0;

  void SetUp() override {
    ASSERT_EQ(ftruncate(Pool.descriptor(), PoolBytes), 0);
    Log = RedoLog::create(Access, {256 * 1024, WriteMode::Direct, false});
    ASSERT_TRUE(Log) << lastErrorMessage();
  }

  /// Writes one batch that sets a byte, all durable.
  void write(uint64_t Offset, char Value, uint64_t Durable) {
    Batch B;
    B.add(Offset, &Value, 1);
    ASSERT_TRUE(Log->append(B, ++Sequence, Durable));
    ASSERT_TRUE(Log->sync());
  }
  void write(uint64_t Offset, char Value) { write(Offset, Value, Sequence); }
  Mark mark() {
    Mark M;
    EXPECT_TRUE(Pool.read(512, &M, sizeof(M)));
    return M;
  }
  /// The process has died, so its log is nobody's.
  bool recover() {
    Log.reset();
    return recoverPoolFile(Access, mark());
  }
  char byteAt(uint64_t Offset) {
    char Byte = 0;
    EXPECT_TRUE(Pool.read(Offset, &Byte, 1));
    return Byte;
  }
  /// Changes a byte of the log's file.
  void flip(uint64_t Offset) {
    int Descriptor = open((PoolPath + "-log").c_str(), O_RDWR);
    char Byte;
    ASSERT_EQ(pread(Descriptor, &Byte, 1, off_t(Offset)), 1);
    Byte = char(Byte ^ 1);
    ASSERT_EQ(pwrite(Descriptor, &Byte, 1, off_t(Offset)), 1);
    close(Descriptor);
  }
  uint64_t batchOffset(uint64_t Number) { return FirstAreaOffset + (Number - 1) * BlockBytes; }
  void checkpoint(const Area &Filled, uint64_t Last) {
    PageSet Touched(PoolBytes / BlockBytes);
    CheckpointResult Result;
    ASSERT_TRUE(checkpointArea(Access, Log->storage(), Log->id(), Filled, Last, Touched, Result));
    Log->setOtherFree();
  }
};

TEST_F(RedoLogTest, RecoveryAppliesAndRemoves) {
  write(5000, 'a');
  write(5000, 'b');
  write(9000, 'c');
  ASSERT_TRUE(recover()) << lastErrorMessage();
  EXPECT_EQ(byteAt(5000), 'b');
  EXPECT_EQ(byteAt(9000), 'c');
  EXPECT_EQ(mark().LogId, 0u);
  EXPECT_FALSE(std::filesystem::exists(PoolPath + "-log"));
  EXPECT_TRUE(recover());
}

TEST_F(RedoLogTest, ATornTailIsTheEnd) {
  write(5000, 'a');
  write(5000, 'b');
  flip(batchOffset(2) + 70);
  ASSERT_TRUE(recover()) << lastErrorMessage();
  EXPECT_EQ(byteAt(5000), 'a');
}

TEST_F(RedoLogTest, ATornTailOfSeveralBatchesThatSharedASync) {
  write(5000, 'a');
  write(5000, 'b', 1);
  write(5000, 'c', 1); // the second one was not durable yet
  flip(batchOffset(2) + 70);
  ASSERT_TRUE(recover()) << lastErrorMessage();
  EXPECT_EQ(byteAt(5000), 'a');
}

TEST_F(RedoLogTest, DamageBeforeTheEndIsRefused) {
  write(5000, 'a');
  write(5000, 'b');
  write(5000, 'c');
  for (uint64_t Where : {0, 9, 17, 25, 41, 70}) {
    flip(batchOffset(2) + Where);
    EXPECT_FALSE(recover());
    EXPECT_EQ(errno, EBADMSG);
    EXPECT_EQ(byteAt(5000), 0);
    flip(batchOffset(2) + Where);
  }
  ASSERT_TRUE(recover()) << lastErrorMessage();
  EXPECT_EQ(byteAt(5000), 'c');
}

TEST_F(RedoLogTest, ALogThatWasCutShortIsRefused) {
  for (int I = 0; I < 10; ++I)
    write(5000, char('a' + I));
  std::filesystem::resize_file(PoolPath + "-log", batchOffset(6));
  EXPECT_FALSE(recover());
  EXPECT_EQ(errno, EBADMSG);
  EXPECT_EQ(byteAt(5000), 0);
}

TEST_F(RedoLogTest, OneSuperblockIsEnough) {
  for (uint64_t Which : {0, 1}) {
    write(5000, char('a' + Which));
    flip(Which * BlockBytes + 20);
  }
  EXPECT_FALSE(recover()); // none is left
  EXPECT_EQ(errno, EBADMSG);
  flip(20);
  ASSERT_TRUE(recover()) << lastErrorMessage();
  EXPECT_EQ(byteAt(5000), 'b');
}

TEST_F(RedoLogTest, BothAreasAreApplied) {
  write(5000, 'a');
  Area First;
  ASSERT_TRUE(Log->startOther(Sequence + 1, First));
  EXPECT_EQ(Log->roomInOther(), 0u);
  write(6000, 'b');
  ASSERT_TRUE(recover()) << lastErrorMessage();
  EXPECT_EQ(byteAt(5000), 'a');
  EXPECT_EQ(byteAt(6000), 'b');
}

TEST_F(RedoLogTest, ACheckpointFreesAnArea) {
  write(5000, 'a');
  Area First, Second;
  ASSERT_TRUE(Log->startOther(Sequence + 1, First));
  checkpoint(First, 1);
  EXPECT_EQ(byteAt(5000), 'a');
  EXPECT_EQ(mark().Applied, 1u);
  EXPECT_GT(Log->roomInOther(), 0u);
  write(6000, 'b');
  ASSERT_TRUE(Log->startOther(Sequence + 1, Second));
  write(7000, 'c');
  // The first area is in use again and its old batches are overwritten.
  ASSERT_TRUE(recover()) << lastErrorMessage();
  EXPECT_EQ(byteAt(6000), 'b');
  EXPECT_EQ(byteAt(7000), 'c');
}

TEST_F(RedoLogTest, AnAreaThatIsStillNeededAndDamagedIsRefused) {
  write(5000, 'a');
  write(5001, 'a');
  Area First;
  ASSERT_TRUE(Log->startOther(Sequence + 1, First));
  write(6000, 'b');
  flip(batchOffset(2) + 70);
  EXPECT_FALSE(recover());
  EXPECT_EQ(errno, EBADMSG);
}

TEST_F(RedoLogTest, AnAreaThatIsInTheFileMayBeDamaged) {
  write(5000, 'a');
  write(5001, 'a');
  Area First;
  ASSERT_TRUE(Log->startOther(Sequence + 1, First));
  write(6000, 'b');
  checkpoint(First, 2);
  flip(batchOffset(2) + 70);
  ASSERT_TRUE(recover()) << lastErrorMessage();
  EXPECT_EQ(byteAt(6000), 'b');
}

TEST_F(RedoLogTest, AnOlderCopyOfThePoolIsRefused) {
  std::filesystem::copy(PoolPath, PoolPath + "-copy");
  write(5000, 'a');
  Area First, Second;
  ASSERT_TRUE(Log->startOther(Sequence + 1, First));
  checkpoint(First, 1);
  write(6000, 'b');
  ASSERT_TRUE(Log->startOther(Sequence + 1, Second));
  checkpoint(Second, 2);
  write(7000, 'c');
  std::filesystem::copy(PoolPath + "-copy", PoolPath,
                        std::filesystem::copy_options::overwrite_existing);
  EXPECT_FALSE(recover());
  EXPECT_EQ(errno, EBADMSG);
  EXPECT_NE(std::string(lastErrorMessage()).find("different moments"), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(PoolPath + "-log"));
}

TEST_F(RedoLogTest, AnOlderCopyOfTheLogIsRefused) {
  write(5000, 'a');
  std::filesystem::copy(PoolPath + "-log", PoolPath + "-copy");
  write(5000, 'b');
  Area First;
  ASSERT_TRUE(Log->startOther(Sequence + 1, First));
  checkpoint(First, 2);
  write(5000, 'c');
  std::filesystem::copy(PoolPath + "-copy", PoolPath + "-log",
                        std::filesystem::copy_options::overwrite_existing);
  EXPECT_FALSE(recover());
  EXPECT_EQ(errno, EBADMSG);
  EXPECT_EQ(byteAt(5000), 'b');
}

TEST_F(RedoLogTest, TheFreeAreaGrows) {
  uint64_t Small = Log->roomInOther();
  ASSERT_TRUE(Log->growOther(1 << 20));
  EXPECT_GE(Log->roomInOther(), uint64_t(1 << 20));
  EXPECT_GT(uint64_t(1 << 20), Small);
  write(5000, 'a');
  Area First;
  ASSERT_TRUE(Log->startOther(Sequence + 1, First));
  std::string Large(600000, 'x');
  Batch B;
  B.add(100000, Large.data(), Large.size());
  ASSERT_TRUE(Log->append(B, Sequence + 1, Sequence));
  ASSERT_TRUE(Log->sync());
  ASSERT_TRUE(recover()) << lastErrorMessage();
  EXPECT_EQ(byteAt(5000), 'a');
  EXPECT_EQ(byteAt(699999), 'x');
  EXPECT_EQ(byteAt(700000), 0);
}

TEST_F(RedoLogTest, ALeftOverLogIsReplaced) {
  write(5000, 'a');
  uint64_t Id = Log->id();
  ASSERT_TRUE(Access.setLogId(0));
  Log.reset();
  Log = RedoLog::create(Access, {128 * 1024, WriteMode::Direct, false});
  ASSERT_TRUE(Log) << lastErrorMessage();
  EXPECT_NE(Log->id(), Id);
  // The old batch is where the new one would be, and does not count.
  ASSERT_TRUE(recover());
  EXPECT_EQ(byteAt(5000), 0);
}

TEST_F(RedoLogTest, ASyncThatFailsForZeroesFailsTheCommits) {
  ASSERT_TRUE(Access.setLogId(0));
  Log.reset();
  Log = RedoLog::create(Access, {16 << 20, WriteMode::Buffered, false});
  ASSERT_TRUE(Log) << lastErrorMessage();
  write(5000, 'a');
  {
    FaultyDisk Broken(FaultyDisk::Sync, "-log", EIO, 0, 1);
    EXPECT_TRUE(Log->zeroAhead());
    EXPECT_EQ(FaultyDisk::failures(), 1u);
  }
  EXPECT_FALSE(Log->sync());
  EXPECT_EQ(errno, EIO);
}

TEST(PageSetTest, FindsPagesInOrder) {
  PageSet S(1000);
  EXPECT_EQ(S.firstFrom(0), PageSet::None);
  for (uint64_t Page : {0, 63, 64, 999, 64})
    S.insert(Page);
  EXPECT_EQ(S.count(), 4u);
  EXPECT_EQ(S.firstFrom(1), 63u);
  EXPECT_EQ(S.firstFrom(64), 64u);
  EXPECT_EQ(S.firstFrom(65), 999u);
  S.erase(999);
  S.erase(999);
  EXPECT_EQ(S.count(), 3u);
  EXPECT_EQ(S.firstFrom(65), PageSet::None);
}

} // namespace
