//===-- test/Random/Inputs/oracle.h - Transactions that copy everything -------------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What <stet.h> gives a program, without a plugin: a block copies the state and the whole
// heap when it begins and puts them back when it is aborted. Compiled at -O0 only, where
// locals survive longjmp.
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_RANDOM_ORACLE_H
#define STET_TEST_RANDOM_ORACLE_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

#define PERSISTENT

#ifdef __cplusplus
extern "C" {
#endif

void *stet_malloc(size_t Size);
void *stet_calloc(size_t Count, size_t Size);
void *stet_realloc(void *Object, size_t Size);
void stet_free(void *Object);
__attribute__((noreturn)) void stet_abort(int Error);
int stet_last_abort(void);

struct oracle_block {
  struct oracle_block *Outer;
  void *Frame; // of the function; NULL: a block of C++
  char *Copy;
  size_t HeapSize;
  int HasEnded;
  int Exceptions; // that were in flight when it began
  jmp_buf Jump;
};
void oracle_begin(struct oracle_block *Block, void *Frame);
void oracle_leave(struct oracle_block *Block);
void oracle_roll_back(struct oracle_block *Block, int Error);

/// The state that blocks copy, besides the heap.
void oracle_use(void *State, size_t Size);
/// What is left of a killed process: nothing since the last commit.
void oracle_roll_back_all(void);

#ifdef __cplusplus
} // extern "C"

#include <exception>
#include <string>

#define BLOCK_BEGIN                                                                                \
  {                                                                                                \
    oracle::Block Block;
#define BLOCK_END }
#define PERSISTENT_MEMBERS                                                                         \
  static void *operator new(size_t Size) { return stet_malloc(Size); }                             \
  static void *operator new[](size_t Size) { return stet_malloc(Size); }                           \
  static void *operator new(size_t, void *Place) { return Place; }                                 \
  static void operator delete(void *Object) { stet_free(Object); }                                 \
  static void operator delete[](void *Object) { stet_free(Object); }

namespace oracle {
struct Block : oracle_block {
  Block() { oracle_begin(this, nullptr); }
  ~Block() {
    if (std::uncaught_exceptions() > Exceptions)
      oracle_roll_back(this, 1);
    oracle_leave(this);
  }
};
} // namespace oracle

namespace stet {
class aborted : public std::exception {
public:
  aborted(int Code) : Code(Code) {}
  int code() const noexcept { return Code; }

private:
  int Code;
};
[[noreturn]] inline void abort(std::string = "") { throw aborted(125); } // ECANCELED

template <class T> struct allocator {
  using value_type = T;
  allocator() = default;
  template <class U> allocator(const allocator<U> &) {}
  T *allocate(size_t Count) { return static_cast<T *>(stet_malloc(Count * sizeof(T))); }
  void deallocate(T *Objects, size_t) { stet_free(Objects); }
  template <class U> bool operator==(const allocator<U> &) const { return true; }
};
} // namespace stet
#else
#define PERSISTENT_MEMBERS
#define BLOCK_BEGIN                                                                                \
  {                                                                                                \
    struct oracle_block Block __attribute__((cleanup(oracle_leave)));                              \
    oracle_begin(&Block, __builtin_frame_address(0));                                              \
    if (setjmp(Block.Jump) == 0) {
#define BLOCK_END                                                                                  \
  }                                                                                                \
  }
#endif

#endif // STET_TEST_RANDOM_ORACLE_H
