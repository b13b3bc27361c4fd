//===-- test/Runtime/WriteSetTest.cpp - Which bytes need a snapshot ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "transaction/WriteSet.h"

#include "medium/Medium.h"

#include <gtest/gtest.h>
#include <random>
#include <vector>

using namespace stet;

namespace {

constexpr size_t Bytes = 1 << 17;
using Flags = std::vector<bool>;

/// What WriteSet promises, byte by byte.
struct Model {
  std::vector<Flags> Covered{Flags(Bytes)}; ///< one for each level

  void commit() {
    Flags Inner = Covered.back();
    Covered.pop_back();
    for (size_t I = 0; I < Bytes; ++I)
      Covered.back()[I] = Covered.back()[I] || Inner[I];
  }
};

/// Notes what is flushed.
class FlushedBytes final : public Medium {
public:
  explicit FlushedBytes(bool WorkingCopy) : WorkingCopy(WorkingCopy) {}
  void flush(const void *Address, size_t Size) override {
    for (size_t At = size_t(static_cast<const char *>(Address) - Base()), End = At + Size; At < End;
         ++At)
      Seen.at(At) = true;
  }
  void drain() override {}
  bool flushes() const override { return true; }
  bool isWorkingCopy() const override { return WorkingCopy; }
  static const char *Base() {
    static const char Pool[Bytes] = {};
    return Pool;
  }
  Flags Seen = Flags(Bytes);
  bool WorkingCopy;
};

TEST(WriteSetTest, SavesBytesOnce) {
  WriteSet W;
  EXPECT_TRUE(W.cover(3, WriteSet::maskOf(8, 8)));
  EXPECT_FALSE(W.cover(3, WriteSet::maskOf(8, 8)));
  EXPECT_FALSE(W.cover(3, WriteSet::maskOf(10, 2)));
  EXPECT_TRUE(W.cover(3, WriteSet::maskOf(15, 2)));
  EXPECT_FALSE(W.cover(3, WriteSet::maskOf(8, 9)));
  EXPECT_TRUE(W.cover(3, WriteSet::maskOf(0, 64)));
  W.clear();
  EXPECT_TRUE(W.cover(3, WriteSet::maskOf(8, 8)));
}

TEST(WriteSetTest, SavesAgainInANestedBlock) {
  WriteSet W;
  EXPECT_TRUE(W.cover(1, 0xff));
  W.beginNested();
  EXPECT_TRUE(W.cover(1, 0x0f));
  EXPECT_FALSE(W.cover(1, 0x0f));
  W.abortNested();
  EXPECT_FALSE(W.cover(1, 0xff));
  EXPECT_TRUE(W.cover(1, 0x100));
}

TEST(WriteSetTest, AbortedBlockCoversNothing) {
  WriteSet W;
  W.beginNested();
  EXPECT_TRUE(W.cover(1, 0xff));
  W.abortNested();
  EXPECT_TRUE(W.cover(1, 0xff));
}

TEST(WriteSetTest, FreshBytesThatWereGivenBackCountNoMore) {
  for (uint64_t Size : {100u, 10000u}) {
    WriteSet W;
    auto Fails = [](uint64_t, uint64_t) { FAIL(); };
    W.addFresh(1000, 1000 + Size);
    W.coverRange(1000, 1000 + Size, Fails);
    W.coverRange(1008, 1016, Fails);
    W.removeFresh(1000, 1000 + Size);
    unsigned Saved = 0;
    W.coverRange(1008, 1016, [&](uint64_t Begin, uint64_t End) {
      EXPECT_EQ(Begin, 1008u);
      EXPECT_EQ(End, 1016u);
      ++Saved;
    });
    EXPECT_EQ(Saved, 1u);
  }
}

TEST(WriteSetTest, LargeFreshRangesAndLinesAgree) {
  auto Fails = [](uint64_t Begin, uint64_t) { FAIL() << Begin; };
  for (uint64_t Entries : {1u, 500u}) { // walks the lines, or the entries
    WriteSet W;
    for (uint64_t Line = 1000; Line < 1000 + Entries; ++Line)
      W.cover(Line, 1);
    // Lines that were there before.
    W.addFresh(1000, 1090);
    W.removeFresh(1000, 1090);
    W.addFresh(1000, 9000);
    for (uint64_t At = 1000; At < 9000; At += 8)
      W.coverRange(At, At + 8, Fails);
    // Lines that come later and stick out at either end.
    EXPECT_TRUE(W.cover(992 / 64, WriteSet::maskOf(992 % 64, 8)));
    EXPECT_TRUE(W.cover(9000 / 64, WriteSet::maskOf(9000 % 64, 8)));
    W.coverRange(1000, 1008, Fails);
    W.coverRange(8992, 9000, Fails);
    // Lines of it must go with it, and only its bytes.
    W.removeFresh(1000, 9000);
    for (uint64_t At = 1000; At < 9000; At += 8) {
      unsigned Saved = 0;
      W.coverRange(At, At + 8, [&](uint64_t, uint64_t) { ++Saved; });
      EXPECT_EQ(Saved, 1u) << At;
    }
    W.coverRange(992, 1000, Fails);
    W.coverRange(9000, 9008, Fails);
  }
}

/// Random blocks and ranges against the model.
class WriteSetModelTest : public testing::TestWithParam<unsigned> {};

TEST_P(WriteSetModelTest, AgreesWithTheModel) {
  std::mt19937 Random(GetParam());
  auto below = [&](size_t N) { return size_t(Random() % N); };
  WriteSet W;
  for (unsigned Round = 0; Round < 20; ++Round) {
    Model M;
    Flags Dirty(Bytes);
    for (unsigned Step = 0, Steps = unsigned(below(400)); Step < Steps; ++Step) {
      size_t Kind = below(20);
      if (Kind == 0 && M.Covered.size() < 6) {
        W.beginNested();
        M.Covered.emplace_back(Bytes);
      } else if (Kind == 1 && M.Covered.size() > 1) {
        W.commitNested();
        M.commit();
      } else if (Kind == 2 && M.Covered.size() > 1) {
        W.abortNested();
        M.Covered.pop_back();
        Dirty = M.Covered[0]; // what the aborted block wrote has been restored
        for (const Flags &Level : M.Covered)
          for (size_t I = 0; I < Bytes; ++I)
            Dirty[I] = Dirty[I] || Level[I];
      } else {
        size_t Size = 1 + below(Kind == 3 ? 40000 : Kind < 8 ? 600 : 16);
        size_t Begin = below(Bytes - Size);
        Flags &Level = M.Covered.back();
        Flags Saved(Bytes);
        W.coverRange(Begin, Begin + Size, [&](uint64_t From, uint64_t To) {
          ASSERT_LE(Begin, From);
          ASSERT_LT(From, To);
          ASSERT_LE(To, Begin + Size);
          for (size_t I = From; I < To; ++I)
            Saved[I] = true;
        });
        for (size_t I = Begin; I < Begin + Size; ++I) {
          ASSERT_TRUE(Level[I] || Saved[I]) << "byte " << I << " was not saved";
          Level[I] = Dirty[I] = true;
        }
      }
    }
    while (M.Covered.size() > 1) {
      W.commitNested();
      M.commit();
    }
    for (bool WorkingCopy : {false, true}) {
      FlushedBytes Medium(WorkingCopy);
      W.flush(FlushedBytes::Base(), Medium);
      for (size_t I = 0; I < Bytes; ++I)
        ASSERT_TRUE(!Dirty[I] || Medium.Seen[I]) << "byte " << I << " was not flushed";
    }
    W.clear();
  }
}
INSTANTIATE_TEST_SUITE_P(Seeds, WriteSetModelTest, testing::Range(0u, 6u));

} // namespace
