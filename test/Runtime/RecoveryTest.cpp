//===-- test/Runtime/RecoveryTest.cpp - What recovery makes of a log ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LogFixture.h"

#include <filesystem>

using namespace stet;

namespace {

class RecoveryTest : public LogFixture {
protected:
  void SetUp() override {
    LogFixture::SetUp();
    ASSERT_TRUE(openLogs()) << lastErrorMessage();
  }
  void recover() { ASSERT_TRUE(openLogs()) << lastErrorMessage(); }
  void expectDamage(const char *Word) {
    std::string Before(Data, DataBytes);
    LogSlot Slot = *slot();
    EXPECT_FALSE(openLogs());
    EXPECT_EQ(errno, EBADMSG);
    EXPECT_NE(std::string(lastErrorMessage()).find(Word), std::string::npos) << lastErrorMessage();
    EXPECT_EQ(Before, std::string(Data, DataBytes));
    EXPECT_EQ(memcmp(&Slot, slot(), sizeof(Slot)), 0);
  }
};

TEST_F(RecoveryTest, RollsBackAnUnfinishedTransaction) {
  set(0, 'x', 8);
  set(0, 'y', 300);
  set(100, 'z', 100000);
  crash();
  EXPECT_FALSE(isUntouched());
  recover();
  EXPECT_TRUE(isUntouched());
  // And once only.
  memset(Data, 'b', 8);
  crash();
  recover();
  EXPECT_TRUE(holds(0, 'b', 8));
}

TEST_F(RecoveryTest, KeepsACommittedTransaction) {
  set(0, 'x', 8);
  Log->bump();
  crash();
  recover();
  EXPECT_TRUE(holds(0, 'x', 8));
}

TEST_F(RecoveryTest, RollsBackEveryLog) {
  UndoLog Other(*P, Logs->acquire());
  set(0, 'x', 8);
  Other.append(P->offsetOf(Data + 50), Data + 50, 5);
  memset(Data + 50, 'y', 5);
  crash();
  recover();
  EXPECT_TRUE(isUntouched());
}

TEST_F(RecoveryTest, LeavesAloneWhatANestedAbortGaveUp) {
  set(0, 'x', 8);
  UndoLog::Savepoint S = Log->savepoint();
  set(8, 'y', 8);
  Log->rollBackTo(S);
  memset(Data + 8, 'o', 8); // another thread's, committed since
  set(16, 'z', 8);
  crash();
  recover();
  EXPECT_TRUE(holds(0, 'a', 8));
  EXPECT_TRUE(holds(8, 'o', 8));
  EXPECT_TRUE(holds(16, 'a', 8));
}

TEST_F(RecoveryTest, LeavesAloneWhatWasSavedForNothing) {
  set(0, 'x', 8);
  UndoLog::Savepoint S = Log->savepoint();
  Log->append(P->offsetOf(Data + 8), Data + 8, 8);
  Log->fence();
  memset(Data + 8, 'o', 8); // another thread was faster
  Log->forgetSince(S);
  crash();
  recover();
  EXPECT_TRUE(holds(0, 'a', 8));
  EXPECT_TRUE(holds(8, 'o', 8));
}

TEST_F(RecoveryTest, DoesNotMindWhereRecordsLieThatWereTakenBack) {
  set(0, 'x', 8);
  UndoLog::Savepoint S = Log->savepoint();
  set(8, 'y', 8);
  Log->rollBackTo(S);
  // They were of memory that the nested block had allocated; a log got it since.
  record(1)->OffsetAndType = Record::pack(P->offsetOf(record(0)), RecordType::Undo);
  sign(record(1));
  crash();
  recover();
  EXPECT_TRUE(isUntouched());
}

TEST_F(RecoveryTest, ExpectsATornTail) {
  set(0, 'x', 8);
  set(8, 'y', 8);
  // The third record did not get there as a whole, and so its store never happened.
  Log->append(P->offsetOf(Data + 16), Data + 16, 8);
  record(2)->data()[3] ^= 1;
  crash();
  recover();
  EXPECT_TRUE(isUntouched());
}

TEST_F(RecoveryTest, ForgetsWhatLiesBehindATornRecord) {
  // Of three records that no fence had followed the first did not get there. (Nothing
  // was stored.) The next transaction's first record takes its place.
  for (size_t I = 0; I < 3; ++I)
    set(I * 8, 'a', 8);
  for (size_t I = 0; I < 3; ++I) {
    record(I)->Fenced = 0;
    sign(record(I));
  }
  record(0)->Checksum ^= 1;
  crash();
  recover();
  memset(Data + 8, 'c', 8); // committed by somebody
  set(0, 'x', 8);
  crash();
  recover();
  EXPECT_TRUE(holds(0, 'a', 8));
  EXPECT_TRUE(holds(8, 'c', 8));
}

TEST_F(RecoveryTest, RefusesDamageBeforeTheTail) {
  set(0, 'x', 8);
  set(8, 'y', 8);
  set(16, 'z', 8);
  record(1)->data()[0] ^= 4;
  crash();
  expectDamage("record 1");
  // The user restored the file.
  record(1)->data()[0] ^= 4;
  recover();
  EXPECT_TRUE(isUntouched());
}

TEST_F(RecoveryTest, RefusesDamageInAnEarlierChunk) {
  set(0, 'x', 8);
  set(8, 'y', 200000);
  record(0)->Size = 9;
  crash();
  expectDamage("record 0");
}

TEST_F(RecoveryTest, RefusesAnUnknownType) {
  set(0, 'x', 8);
  record(0)->OffsetAndType = Record::pack(record(0)->offset(), RecordType(9));
  sign(record(0));
  crash();
  expectDamage("unknown type");
}

TEST_F(RecoveryTest, RefusesToWriteOutsideOfUserData) {
  set(0, 'x', 8);
  uint64_t Good = record(0)->offset();
  for (uint64_t Bad :
       {uint64_t(P->size()) - 4, uint64_t(P->size()) * 8, P->offsetOf(&P->header()) + 8,
        P->offsetOf(slot()), P->offsetOf(record(0))}) {
    record(0)->OffsetAndType = Record::pack(Bad, RecordType::Undo);
    sign(record(0));
    crash();
    expectDamage("no transaction writes");
  }
  record(0)->OffsetAndType = Record::pack(Good, RecordType::Undo);
  sign(record(0));
  recover();
  EXPECT_TRUE(isUntouched());
}

TEST_F(RecoveryTest, RefusesAnInvalidChunk) {
  set(0, 'x', 8);
  slot()->FirstChunk.off += 16;
  crash();
  expectDamage("invalid chunk");
}

TEST_F(RecoveryTest, NeedsTheOverflowFile) {
  set(0, 'x', 8);
  PMEMoid Object;
  for (size_t Size = 16 * MiB; Size >= 64; Size /= 2)
    while (pmemobj_alloc(P->handle(), &Object, Size, 78, nullptr, nullptr) == 0)
      ;
  set(0, 'y', DataBytes);
  ASSERT_EQ(Log->error(), ENOSPC);
  std::string File;
  for (auto &Entry : std::filesystem::directory_iterator(std::filesystem::path(Path).parent_path()))
    if (Entry.path() != Path)
      File = Entry.path();
  ASSERT_NE(File.find("test.pool-overflow"), std::string::npos);
  std::filesystem::rename(File, File + ".away");
  crash();
  expectDamage("overflow");
  std::filesystem::rename(File + ".away", File);
  recover();
  EXPECT_TRUE(isUntouched());
  EXPECT_FALSE(std::filesystem::exists(File));
}

} // namespace
