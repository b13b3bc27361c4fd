//===-- test/Runtime/NoThreadsTest.cpp - A system with no room for a thread ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WorkingCopyFixture.h"

#include <dlfcn.h>
#include <pthread.h>

using namespace stet;

static std::atomic<bool> HasNoRoom{false};
static std::atomic<unsigned> Refused{0};

// The runtime's calls reach this program's function.
extern "C" int pthread_create(pthread_t *Thread, const pthread_attr_t *Attributes,
                              void *(*Start)(void *), void *Argument) {
  if (HasNoRoom) {
    ++Refused;
    return EAGAIN;
  }
  static auto *Real =
      reinterpret_cast<decltype(&pthread_create)>(dlsym(RTLD_NEXT, "pthread_create"));
  return Real(Thread, Attributes, Start, Argument);
}

namespace {

class NoThreadsTest : public WorkingCopyFixture {
protected:
  void SetUp() override {
    HasNoRoom = true;
    Refused = 0;
    WorkingCopyFixture::SetUp();
  }
  void TearDown() override {
    WorkingCopyFixture::TearDown();
    EXPECT_GT(Refused, 0u);
    HasNoRoom = false;
  }
  /// More than the log's two areas take.
  void fillTheLog() {
    for (int I = 0; I < 100; ++I)
      ASSERT_EQ(add(1), 0) << stet_error_message();
  }
};

TEST_F(NoThreadsTest, CommitsBringTheLogInThemselves) {
  fillTheLog();
  EXPECT_GT(statistics().checkpoints, 0u);
  reopen();
  EXPECT_EQ(R->Values[0], 100);
}

TEST_F(NoThreadsTest, CheckpointsOnRequestAreMade) {
  add(7);
  ASSERT_EQ(stet_checkpoint(P), 0) << stet_error_message();
  EXPECT_GT(statistics().checkpoints, 0u);
  reopen();
  EXPECT_EQ(R->Values[0], 7);
}

TEST_F(NoThreadsTest, AThreadIsStartedOnceThereIsRoom) {
  fillTheLog();
  HasNoRoom = false;
  fillTheLog();
  reopen();
  EXPECT_EQ(R->Values[0], 200);
}

TEST_F(NoThreadsTest, RelaxedCommitsAreSyncedAtOnce) {
  Options.relaxed = 10;
  reopen();
  fillTheLog();
  reopen();
  EXPECT_EQ(R->Values[0], 100);
}

} // namespace
