//===-- test/Runtime/BlockFixture.h - Transactions through the runtime's entry points ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_RUNTIME_BLOCKFIXTURE_H
#define STET_TEST_RUNTIME_BLOCKFIXTURE_H

#include "TemporaryPool.h"
#include "stet.h"

#undef transaction

/// A block, as the generated code runs it. Leaving its scope by an exception rolls
/// back.
class TestBlock {
public:
  explicit TestBlock(std::initializer_list<__stet_argument> Arguments, bool IsCxx = false)
      : Guard(IsCxx ? __stet_block_begin_cxx(Arguments.size(), Arguments.begin())
                    : __stet_block_begin(Arguments.size(), Arguments.begin())) {}
  explicit TestBlock(stet_pool *P) : TestBlock({stet::detail::argument(P)}) {}
  ~TestBlock() {
    if (Guard.token)
      stet_block_unwound(Guard.token, nullptr);
  }
  TestBlock(const TestBlock &) = delete;

  int commit() { return stet_block_commit(std::exchange(Guard.token, nullptr)); }
  void abort(int Error = ECANCELED) {
    void *Exception = stet_block_abort_locally(Error);
    EXPECT_EQ(stet_block_unwound(std::exchange(Guard.token, nullptr), Exception), 1);
  }

private:
  __stet_guard Guard;
};

/// An open pool with a root.
class BlockFixture : public testing::Test {
protected:
  struct Root {
    long Values[64];
    void *Objects[64];
    char Bytes[1 << 20];
  };

  TemporaryDirectory Directory;
  std::string Path = Directory / "test.pool";
  stet_pool *P = nullptr;
  Root *R = nullptr;

  /// In place; or, when the suite runs again with STET_TEST_MEDIUM=copy, a working copy.
  stet_options Options = usualOptions();
  static stet_options usualOptions() {
    const char *Medium = getenv("STET_TEST_MEDIUM");
    if (Medium && !strcmp(Medium, "copy"))
      return {STET_DURABILITY_POWER, 0, STET_PLACEMENT_COPY, 2 * MiB};
    return {STET_DURABILITY_PROCESS, 0, STET_PLACEMENT_DEFAULT, 0};
  }

  void SetUp() override {
    P = stet_pool_create_with(Path.c_str(), 64 * MiB, &Options);
    ASSERT_TRUE(P) << stet_error_message();
    R = static_cast<Root *>(stet_pool_root(P, sizeof(Root)));
    ASSERT_TRUE(R) << stet_error_message();
  }
  void TearDown() override { EXPECT_EQ(stet_pool_close(P), 0) << stet_error_message(); }
  void reopen() {
    ASSERT_EQ(stet_pool_close(P), 0) << stet_error_message();
    P = stet_pool_open_with(Path.c_str(), &Options);
    ASSERT_TRUE(P) << stet_error_message();
    ASSERT_EQ(R, stet_pool_root(P, sizeof(Root)));
  }
  /// Objects that users have allocated in the pool.
  size_t objects() {
    size_t Count = 0;
    auto *Handle = reinterpret_cast<stet::Pool *>(P)->handle();
    for (PMEMoid Each = pmemobj_first(Handle); Each.off; Each = pmemobj_next(Each))
      Count += pmemobj_type_num(Each) == 1;
    return Count;
  }
};

/// An instrumented store.
template <class T> void set(T &To, std::type_identity_t<T> Value) {
  stet_snapshot(&To, sizeof(T));
  To = Value;
}

#endif // STET_TEST_RUNTIME_BLOCKFIXTURE_H
