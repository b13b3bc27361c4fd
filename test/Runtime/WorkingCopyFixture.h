//===-- test/Runtime/WorkingCopyFixture.h - A pool with a log beside it ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_RUNTIME_WORKINGCOPYFIXTURE_H
#define STET_TEST_RUNTIME_WORKINGCOPYFIXTURE_H

#include "BlockFixture.h"

#include <csignal>
#include <fstream>

/// A pool that is worked on in a private copy, with a log of two small areas.
class WorkingCopyFixture : public BlockFixture {
protected:
  WorkingCopyFixture() { Options = {STET_DURABILITY_POWER, 0, STET_PLACEMENT_COPY, 128 * 1024}; }
  void TearDown() override {
    if (P)
      BlockFixture::TearDown();
  }

  /// A transaction. 0 or why it failed.
  int add(long Number) {
    TestBlock B(P);
    set(R->Values[0], R->Values[0] + Number);
    B.commit();
    return stet_last_abort();
  }
  stet_statistics statistics() {
    stet_statistics S;
    EXPECT_EQ(stet_pool_stats(P, &S), 0);
    return S;
  }
  bool exists(const char *Suffix) { return std::filesystem::exists(Path + Suffix); }

  /// Lets a process that does these things be killed, and opens the pool that it leaves.
  template <class Function> void dieAfter(Function Do, bool Reopen = true) {
    if (P) {
      ASSERT_EQ(stet_pool_close(P), 0);
      P = nullptr;
    }
    pid_t Child = inChild([&] {
      P = stet_pool_open_with(Path.c_str(), &Options);
      if (!P) {
        fprintf(stderr, "%s\n", stet_error_message());
        return 1;
      }
      Do();
      if (!testing::Test::HasFailure())
        kill(getpid(), SIGKILL);
      return 2;
    });
    int Status = 0;
    waitpid(Child, &Status, 0);
    ASSERT_TRUE(WIFSIGNALED(Status)) << WEXITSTATUS(Status);
    if (!Reopen)
      return;
    P = stet_pool_open_with(Path.c_str(), &Options);
    ASSERT_TRUE(P) << stet_error_message();
  }

  /// Expects that the pool, which is not open, can't be opened, for a reason whose text
  /// holds all of `Words`.
  void expectRefused(int Error, std::initializer_list<const char *> Words) {
    P = stet_pool_open_with(Path.c_str(), &Options);
    int Code = errno;
    ASSERT_FALSE(P);
    EXPECT_EQ(Code, Error);
    for (const char *Word : Words)
      EXPECT_NE(std::string(stet_error_message()).find(Word), std::string::npos)
          << stet_error_message();
  }
};

#endif // STET_TEST_RUNTIME_WORKINGCOPYFIXTURE_H
