//===-- test/Runtime/RestoredMemoryTest.cpp - Volatile memory that an abort restores ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BlockFixture.h"

#include <vector>

namespace {

class RestoredMemoryTest : public BlockFixture {
protected:
  std::vector<char> Memory = std::vector<char>(1 << 16, 'o');
  void change(size_t At, size_t Size, char New, uint32_t Blocks = UINT32_MAX) {
    stet_save(&Memory[At], Size, Blocks);
    std::fill_n(Memory.begin() + ptrdiff_t(At), Size, New);
  }
};

TEST_F(RestoredMemoryTest, RestoresExactlyWhatWasSaved) {
  TestBlock B(P);
  change(10, 3, 'n');
  change(11, 100, 'm');
  change(5000, 20000, 'l');
  Memory[200] = 'x';
  B.abort();
  EXPECT_EQ(Memory[200], 'x');
  Memory[200] = 'o';
  EXPECT_EQ(Memory, std::vector<char>(1 << 16, 'o'));
}

TEST_F(RestoredMemoryTest, GoesBackToTheSavepoint) {
  TestBlock Outer(P);
  change(0, 8, '1');
  {
    TestBlock Inner(P);
    change(0, 16, '2');
    Inner.abort();
  }
  EXPECT_EQ(Memory[0], '1');
  EXPECT_EQ(Memory[15], 'o');
  {
    TestBlock Inner(P);
    change(0, 16, '3');
    EXPECT_EQ(Inner.commit(), 0);
  }
  Outer.abort();
  EXPECT_EQ(Memory[0], 'o');
  EXPECT_EQ(Memory[15], 'o');
}

TEST_F(RestoredMemoryTest, LeavesAloneWhatDiesWithTheBlockAround) {
  TestBlock Outer(P);
  {
    TestBlock Inner(P);
    change(0, 8, '1', /*Blocks=*/1);
    EXPECT_EQ(Inner.commit(), 0);
  }
  Outer.abort();
  EXPECT_EQ(Memory[0], '1');
}

TEST_F(RestoredMemoryTest, SavesWhatHasEscapedInEachNestedBlock) {
  TestBlock Outer(P);
  stet_save_object(Memory.data(), 100, nullptr, UINT32_MAX, 1);
  Memory[0] = '1';
  {
    TestBlock Inner(P);
    Memory[0] = '2';
    Inner.abort();
  }
  EXPECT_EQ(Memory[0], '1');
  Outer.abort();
  EXPECT_EQ(Memory[0], 'o');
}

TEST_F(RestoredMemoryTest, ForgetsWhatIsFreedAlsoWhenTheNestedBlockAborts) {
  TestBlock Outer(P);
  change(0, 64, '1');
  {
    TestBlock Inner(P);
    change(8, 8, '2');
    stet_forget(&Memory[8], 16);
    Inner.abort();
  }
  Outer.abort();
  EXPECT_EQ(Memory[0], 'o');
  EXPECT_EQ(Memory[8], '2');
  EXPECT_EQ(Memory[23], '1');
  EXPECT_EQ(Memory[24], 'o');
}

int Copies;
void *countingRestoration(unsigned Operation, void *Copy, void *Object, size_t) {
  if (Operation == STET_RESTORATION_COPY) {
    ++Copies;
    return new int(*static_cast<int *>(Object));
  }
  if (Operation == STET_RESTORATION_RESTORE)
    *static_cast<int *>(Object) = *static_cast<int *>(Copy);
  else {
    --Copies;
    delete static_cast<int *>(Copy);
  }
  return nullptr;
}

TEST_F(RestoredMemoryTest, CopiesObjectsOnceAndDestroysTheCopies) {
  int *Object = reinterpret_cast<int *>(Memory.data());
  *Object = 1;
  for (bool Commits : {true, false}) {
    TestBlock B(P);
    stet_save_object(Object, sizeof(int), countingRestoration, UINT32_MAX, 0);
    *Object = 2;
    stet_save_object(Object, sizeof(int), countingRestoration, UINT32_MAX, 0);
    EXPECT_EQ(Copies, 1);
    if (Commits)
      EXPECT_EQ(B.commit(), 0);
    else
      B.abort();
    EXPECT_EQ(Copies, 0);
    EXPECT_EQ(*Object, 2);
  }
}

void *refusingRestoration(unsigned, void *, void *, size_t) { return nullptr; }

TEST_F(RestoredMemoryTest, DoomsWhatCannotBeSaved) {
  TestBlock B(P);
  change(8, 8, '1');
  set(R->Values[0], 1);
  stet_save_object(Memory.data(), 4, refusingRestoration, UINT32_MAX, 0);
  EXPECT_EQ(B.commit(), 1);
  EXPECT_EQ(stet_last_abort(), ENOMEM);
  EXPECT_NE(strstr(stet_error_message(), "could not be saved"), nullptr);
  EXPECT_EQ(Memory[8], 'o');
  EXPECT_EQ(R->Values[0], 0);
}

TEST_F(RestoredMemoryTest, LeavesPersistentMemoryToTheUndoLog) {
  TestBlock B(P);
  stet_save(&R->Values[0], 8, UINT32_MAX);
  R->Values[0] = 5;
  B.abort();
  EXPECT_EQ(R->Values[0], 5);
}

} // namespace
