//===-- test/Runtime/BlockTest.cpp - Blocks, their locks and their aborts ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "transaction/Block.h"
#include "BlockFixture.h"

#include <mutex>
#include <set>

using namespace stet;

namespace {

class BlockTest : public BlockFixture {
protected:
  std::mutex A, B;
  __stet_argument pool() { return stet::detail::argument(P); }
  static __stet_argument lock(std::mutex &M) { return stet::detail::argument(M); }
  static bool isLocked(std::mutex &M) {
    if (!M.try_lock())
      return true;
    M.unlock();
    return false;
  }
};

TEST_F(BlockTest, HoldsItsLocksUntilItsEnd) {
  {
    TestBlock Outer({pool(), lock(A)});
    EXPECT_TRUE(isLocked(A));
    EXPECT_EQ(Outer.commit(), 0);
  }
  EXPECT_FALSE(isLocked(A));
  {
    TestBlock Outer({lock(A), pool(), lock(B)});
  }
  EXPECT_FALSE(isLocked(A));
  EXPECT_FALSE(isLocked(B));
}

TEST_F(BlockTest, ANestedBlockHandsItsLocksOn) {
  TestBlock Outer({pool(), lock(A)});
  {
    TestBlock Inner({lock(A), lock(B)});
    EXPECT_EQ(Inner.commit(), 0);
  }
  EXPECT_TRUE(isLocked(B));
  EXPECT_EQ(Outer.commit(), 0);
  EXPECT_FALSE(isLocked(A));
  EXPECT_FALSE(isLocked(B));
}

TEST_F(BlockTest, ANestedBlockThatAbortsReleasesItsOwn) {
  TestBlock Outer({pool(), lock(A)});
  {
    TestBlock Inner({lock(A), lock(B)});
    set(R->Values[0], 1);
    Inner.abort();
  }
  EXPECT_FALSE(isLocked(B));
  EXPECT_TRUE(isLocked(A));
  EXPECT_EQ(R->Values[0], 0);
  EXPECT_EQ(Outer.commit(), 0);
}

TEST_F(BlockTest, ACxxBlockThrows) {
  TestBlock Outer({pool()}, true);
  set(R->Values[0], 1);
  try {
    TestBlock Inner({pool()}, true);
    set(R->Values[0], 2);
    stet_abort(42);
  } catch (const stet::aborted &E) {
    EXPECT_EQ(E.code(), 42);
  }
  EXPECT_EQ(stet_last_abort(), 42);
  EXPECT_EQ(R->Values[0], 1);
  EXPECT_EQ(Outer.commit(), 0);
}

TEST_F(BlockTest, ADoomedCxxBlockThrowsAfterItsLocksAreFree) {
  stet_pool *Other =
      stet_pool_create((Directory / "other.pool").c_str(), 16 * MiB, STET_DURABILITY_PROCESS);
  auto *There = static_cast<long *>(stet_pool_root(Other, sizeof(long)));
  TestBlock Outer({pool(), lock(A)}, true);
  set(*There, 1);
  try {
    Outer.commit();
    FAIL();
  } catch (const stet::aborted &E) {
    EXPECT_EQ(E.code(), EXDEV);
  }
  EXPECT_FALSE(isLocked(A));
  EXPECT_EQ(*There, 0);
  EXPECT_EQ(stet_pool_close(Other), 0);
}

TEST_F(BlockTest, RefusesPoolsThatCanNotBe) {
  __stet_argument Null = stet::detail::argument(static_cast<stet_pool *>(nullptr));
  EXPECT_THROW(TestBlock({Null}, true), stet::error);
  EXPECT_THROW(TestBlock({Null, lock(A)}, true), stet::error);
  EXPECT_FALSE(isLocked(A));
}

TEST_F(BlockTest, ANestedBlockCanNotBeOnAnotherPool) {
  stet_pool *Other =
      stet_pool_create((Directory / "other.pool").c_str(), 16 * MiB, STET_DURABILITY_PROCESS);
  __stet_argument There = stet::detail::argument(Other);
  __stet_argument Null = stet::detail::argument(static_cast<stet_pool *>(nullptr));
  auto codeOf = [](std::initializer_list<__stet_argument> Arguments) {
    try {
      TestBlock B(Arguments, true);
    } catch (const stet::error &E) {
      return E.code();
    }
    return 0;
  };
  TestBlock Outer({pool()}, true);
  set(R->Values[0], 1);
  EXPECT_EQ(codeOf({There}), EXDEV);
  EXPECT_NE(std::string(stet_error_message()).find("other.pool"), std::string::npos);
  EXPECT_EQ(codeOf({There, lock(A)}), EXDEV);
  EXPECT_FALSE(isLocked(A));
  EXPECT_EQ(codeOf({Null}), EINVAL);
  EXPECT_EQ(codeOf({pool(), lock(A)}), 0);
  EXPECT_EQ(Outer.commit(), 0);
  EXPECT_EQ(R->Values[0], 1);
  EXPECT_EQ(stet_pool_close(Other), 0);
}

TEST_F(BlockTest, AnAbortThatWasCaughtIsForgotten) {
  {
    TestBlock Outer({pool()}, true);
    EXPECT_THROW(stet_abort(77), stet::aborted);
    EXPECT_EQ(Outer.commit(), 0);
  }
  EXPECT_EQ(stet_last_abort(), 0);
  {
    TestBlock Later({pool()}, true);
  }
  EXPECT_EQ(stet_last_abort(), ECANCELED);
  {
    TestBlock Outer({pool()}, true);
    EXPECT_THROW(stet_abort(77), stet::aborted);
    TestBlock Destructor({pool()}, true); // runs while the exception is on its way
    EXPECT_EQ(Destructor.commit(), 0);
  }
  EXPECT_EQ(stet_last_abort(), 77);
}

TEST_F(BlockTest, NestsDeeply) {
  constexpr int Depth = 300;
  std::set<void *> Tokens;
  std::vector<__stet_guard> Guards;
  __stet_argument Argument = pool();
  for (int I = 0; I < Depth; ++I) {
    Guards.push_back(__stet_block_begin(1, &Argument));
    Tokens.insert(Guards.back().token);
    set(R->Values[I % 64], I);
  }
  EXPECT_EQ(Tokens.size(), size_t(Depth));
  for (int I = Depth; I--;) {
    if (I % 2)
      stet_block_unwound(Guards[size_t(I)].token, nullptr);
    else
      stet_block_commit(Guards[size_t(I)].token);
  }
  EXPECT_EQ(R->Values[0], 0);
  EXPECT_EQ(R->Values[1], 0);
  EXPECT_EQ(ThisBlocks.innermost(), nullptr);
}

} // namespace
