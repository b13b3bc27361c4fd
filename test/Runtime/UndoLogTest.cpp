//===-- test/Runtime/UndoLogTest.cpp - Appending, rolling back, growing ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LogFixture.h"

#include <filesystem>

using namespace stet;

namespace {

class UndoLogTest : public LogFixture {
protected:
  void SetUp() override {
    LogFixture::SetUp();
    ASSERT_TRUE(openLogs()) << lastErrorMessage();
  }
};

TEST_F(UndoLogTest, RestoresEverySize) {
  for (size_t Size : {1, 2, 3, 4, 7, 8, 9, 16, 63, 64, 65, 1000, 4097, 70000, 3000000}) {
    set(5, 'x', Size);
    EXPECT_TRUE(holds(5, 'x', Size));
    Log->rollBack();
    ASSERT_TRUE(isUntouched()) << Size;
  }
}

TEST_F(UndoLogTest, RestoresTheOldestBytes) {
  set(0, 'x', 8);
  set(4, 'y', 8);
  set(0, 'z', 16);
  Log->rollBack();
  EXPECT_TRUE(isUntouched());
}

TEST_F(UndoLogTest, KeepsWhatWasCommitted) {
  set(0, 'x', 8);
  Log->bump();
  EXPECT_TRUE(Log->empty());
  set(4, 'y', 8);
  Log->rollBack();
  EXPECT_TRUE(holds(0, 'x', 8));
  EXPECT_TRUE(holds(8, 'a', 8));
}

TEST_F(UndoLogTest, RollsBackToASavepoint) {
  UndoLog::Savepoint Start = Log->savepoint();
  set(0, 'x', 8);
  UndoLog::Savepoint S = Log->savepoint();
  set(0, 'y', 16);
  UndoLog::Savepoint T = Log->savepoint();
  set(0, 'z', 100000); // into the next chunk
  Log->rollBackTo(T);
  EXPECT_TRUE(holds(0, 'y', 16));
  EXPECT_TRUE(holds(16, 'a', 100000));
  set(8, 'w', 8);
  Log->rollBackTo(S);
  EXPECT_TRUE(holds(0, 'x', 8));
  EXPECT_TRUE(holds(8, 'a', 100000));
  Log->rollBackTo(Start);
  EXPECT_TRUE(isUntouched());
  set(3, 'v', 3);
  Log->rollBack();
  EXPECT_TRUE(isUntouched());
}

TEST_F(UndoLogTest, GrowsAndShrinks) {
  for (size_t I = 0; I < 100000; ++I)
    set(I * 8, 'x', 8);
  EXPECT_NE(static_cast<LogChunk *>(P->at(slot()->FirstChunk.off))->Next.off, 0u);
  Log->rollBack();
  EXPECT_TRUE(isUntouched());
  EXPECT_EQ(static_cast<LogChunk *>(P->at(slot()->FirstChunk.off))->Next.off, 0u);
  EXPECT_EQ(Log->error(), 0);
}

/// What is left of the pool's heap.
void fill(Pool &P) {
  PMEMoid Object;
  for (size_t Size = 16 * MiB; Size >= 64; Size /= 2)
    while (pmemobj_alloc(P.handle(), &Object, Size, 78, nullptr, nullptr) == 0)
      ;
}

TEST_F(UndoLogTest, GoesOnInAFileWhenThePoolIsFull) {
  set(0, 'x', 8);
  fill(*P);
  set(0, 'y', DataBytes);
  EXPECT_EQ(Log->error(), ENOSPC);
  EXPECT_TRUE(OverflowFile::isUsedBy(*slot()));
  Log->rollBack();
  EXPECT_TRUE(isUntouched());
  EXPECT_EQ(Log->error(), 0);
  EXPECT_FALSE(OverflowFile::isUsedBy(*slot()));
  size_t Files = 0;
  for (auto &Entry : std::filesystem::directory_iterator(std::filesystem::path(Path).parent_path()))
    Files += Entry.is_regular_file();
  EXPECT_EQ(Files, 1u);
  set(0, 'z', 8);
  Log->rollBack();
  EXPECT_TRUE(isUntouched());
}

TEST_F(UndoLogTest, GivesEveryThreadALogOfItsOwn) {
  std::vector<LogSlot *> Slots;
  for (unsigned I = 0; I < 200; ++I) {
    Slots.push_back(Logs->acquire());
    ASSERT_TRUE(Slots.back());
  }
  std::sort(Slots.begin(), Slots.end());
  EXPECT_EQ(std::unique(Slots.begin(), Slots.end()), Slots.end());
  Logs->release(Slots[7]);
  EXPECT_EQ(Logs->acquire(), Slots[7]);
  EXPECT_GE(Logs->slots().size(), 201u);
  crash();
  ASSERT_TRUE(openLogs()) << lastErrorMessage();
  EXPECT_GE(Logs->slots().size(), 201u);
}

} // namespace
