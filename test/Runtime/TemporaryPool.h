//===-- test/Runtime/TemporaryPool.h - A directory for a test's pools ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_RUNTIME_TEMPORARYPOOL_H
#define STET_TEST_RUNTIME_TEMPORARYPOOL_H

#include "diagnostics/Error.h"
#include "pool/Pool.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

/// A directory of the test's own, removed with what is in it.
class TemporaryDirectory {
public:
  TemporaryDirectory() {
    const char *Parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : getenv("TMPDIR");
    Path = std::string(Parent ? Parent : "/tmp") + "/stet-test-XXXXXX";
    if (!mkdtemp(Path.data()))
      abort();
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(Path); }
  std::string operator/(const char *Name) const { return Path + "/" + Name; }

private:
  std::string Path;
};

constexpr size_t MiB = size_t(1) << 20;

/// A test with a directory and a pool's path in it.
class PoolFixture : public testing::Test {
protected:
  TemporaryDirectory Directory;
  std::string Path = Directory / "test.pool";

  std::unique_ptr<stet::Pool> create(const stet::PoolOptions &Options = STET_DURABILITY_PROCESS,
                                     size_t Size = 64 * MiB) {
    auto P = stet::Pool::create(Path.c_str(), Size, Options);
    EXPECT_TRUE(P) << stet::lastErrorMessage();
    return P;
  }
  std::unique_ptr<stet::Pool> open(const stet::PoolOptions &Options = STET_DURABILITY_STORED) {
    auto P = stet::Pool::open(Path.c_str(), Options);
    EXPECT_TRUE(P) << stet::lastErrorMessage();
    return P;
  }
  /// Expects that the pool can't be opened, for a reason whose text holds all of `Words`.
  void expectRefused(int Error, std::initializer_list<const char *> Words) {
    auto P = stet::Pool::open(Path.c_str(), STET_DURABILITY_STORED);
    int Code = errno;
    ASSERT_FALSE(P);
    EXPECT_EQ(Code, Error) << stet::lastErrorMessage();
    for (const char *Word : Words)
      EXPECT_NE(std::string(stet::lastErrorMessage()).find(Word), std::string::npos)
          << stet::lastErrorMessage();
  }
  /// Overwrites bytes of the file.
  void patch(uint64_t Offset, const void *Data, size_t Size) {
    int File = ::open(Path.c_str(), O_RDWR);
    ASSERT_EQ(pwrite(File, Data, Size, Offset), ssize_t(Size));
    close(File);
  }
};

/// Runs the function in a child process; its result is the exit status.
inline pid_t inChild(const std::function<int()> &Function) {
  pid_t Child = fork();
  if (Child == 0)
    _exit(Function());
  return Child;
}

inline int exitStatusOf(pid_t Child) {
  int Status = 0;
  waitpid(Child, &Status, 0);
  return WIFEXITED(Status) ? WEXITSTATUS(Status) : -1;
}

#endif // STET_TEST_RUNTIME_TEMPORARYPOOL_H
