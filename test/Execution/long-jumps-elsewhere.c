// A longjmp to a setjmp in a file or library that was compiled without the plugin rolls back the
// blocks that it leaves, and only these; so do siglongjmp, _longjmp and the checking longjmp of
// _FORTIFY_SOURCE, also out of a signal handler, in threads, in C and C++, and under sanitizers.
// Jumps inside a block and from one coroutine to another leave it alone. One that leaves an initialiser ends
// the program with a message.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O1 -g -shared -fPIC %S/Inputs/catcher.c -o %t/libcatcher.so
// RUN: %clang_plain -O2 -D_FORTIFY_SOURCE=2 -c %S/Inputs/catcher.c -o %t/catcher.o
// RUN: %clang_stet -w -O0 -I%S/Inputs %s -L%t -Wl,-rpath,%t -lcatcher %link_stet -o %t/slow
// RUN: %clang_stet -w -O3 -I%S/Inputs %s -L%t -Wl,-rpath,%t -lcatcher %link_stet -o %t/fast
// RUN: env STET_POOL=%t/pool %t/slow
// RUN: env STET_POOL=%t/pool %t/fast
// RUN: %clangxx_stet -w -O2 -x c++ -I%S/Inputs %s -x none %t/catcher.o %link_stet -o %t/cxx
// RUN: env STET_POOL=%t/pool %t/cxx
// RUN: not --crash env STET_POOL=%t/pool %t/cxx initialiser 2>&1 | FileCheck %s
// RUN: %clang_stet -w -O1 -fsanitize=address,undefined -I%S/Inputs %s %t/catcher.o %link_stet \
// RUN:   -o %t/asan
// RUN: env STET_POOL=%t/pool-of-asan %t/asan
// RUN: %clang_plain -O1 -fsanitize=thread -c %S/Inputs/catcher.c -o %t/catcher-tsan.o
// RUN: %clang_stet -w -O1 -fsanitize=thread -I%S/Inputs %s %t/catcher-tsan.o %link_stet -o %t/tsan
// RUN: env STET_POOL=%t/pool-of-tsan %t/tsan
// RUN: rm %t/pool*
// CHECK: stet: longjmp has left the initialiser of a persistent variable
#include "catcher.h"
#include "check.h"
#include <pthread.h>
#include <signal.h>
#include <stet.h>
#include <stdlib.h>
#include <ucontext.h>

__attribute__((persistent)) long G, H;
static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

NOINLINE static void failInBlocks(void *By) {
  transaction <&Lock> {
    G = 5;
    transaction <> {
      H = 6;
      ((void (*)(int))By)(7);
    }
  }
  CHECK(0);
}

static void outOfBlocks(void (*By)(int)) {
  CHECK(caught(failInBlocks, (void *)By) == 7);
  CHECK(!stet_in_transaction() && stet_last_abort() != 0);
  CHECK(G == 0 && H == 0);
  CHECK(pthread_mutex_trylock(&Lock) == 0);
  pthread_mutex_unlock(&Lock);
}

// The block around the setjmp goes on.
static void outOfInnerBlocks(void) {
  transaction <> {
    G = 1;
    H = 2;
    CHECK(caught(failInBlocks, (void *)fail) == 7);
    CHECK(stet_in_transaction());
    CHECK(G == 1 && H == 2);
    H = 3;
  }
  CHECK(!stet_in_transaction());
  CHECK(G == 1 && H == 3);
  transaction <> { G = H = 0; }
}

NOINLINE static void failInNoBlock(void *Nothing) {
  G += 10;
  fail(1);
}

static void insideABlock(void) {
  transaction <> {
    G = 1;
    CHECK(caught(failInNoBlock, 0) == 1);
    CHECK(stet_in_transaction());
    G += 100;
    transaction <> {
      CHECK(caught(failInNoBlock, 0) == 1);
      H = 1;
    }
  }
  CHECK(G == 121 && H == 1);
#ifndef __cplusplus
  transaction <> {
    CHECK(caught(failInNoBlock, 0) == 1);
    stet_abort(1);
  }
  CHECK(G == 121 && H == 1);
#endif
  transaction <> { G = H = 0; }
}

NOINLINE static void raiseInBlock(void *Nothing) {
  transaction <> {
    G = 5;
    raise(SIGUSR1);
  }
}

static void outOfASignalHandler(int Flags) {
  struct sigaction Action = {0};
  Action.sa_handler = fail_in_handler;
  Action.sa_flags = Flags;
  sigaction(SIGUSR1, &Action, 0);
  CHECK(caught_signal(raiseInBlock, 0) == SIGUSR1);
  CHECK(!stet_in_transaction() && G == 0);
}

static void onASignalStack(void) {
  stack_t Stack = {0}, Old;
  Stack.ss_size = 1 << 18;
  Stack.ss_sp = malloc(Stack.ss_size);
  sigaltstack(&Stack, &Old);
  outOfASignalHandler(SA_ONSTACK);
  sigaltstack(&Old, 0);
  free(Stack.ss_sp);
}

static void *inAThread(void *Nothing) {
  outOfBlocks(fail);
  return 0;
}

// A coroutine that fails and catches on its own stack, in the middle of a block.
static ucontext_t Main, Coroutine;
static void runCoroutine(void) { caught(failInNoBlock, 0); }
static void switchAndFail(void *Nothing) {
  swapcontext(&Main, &Coroutine);
  fail(3);
}

static void *makeCoroutine(void (*Body)(void)) {
  void *Stack = malloc(1 << 18);
  getcontext(&Coroutine);
  Coroutine.uc_stack.ss_sp = Stack;
  Coroutine.uc_stack.ss_size = 1 << 18;
  Coroutine.uc_link = &Main;
  makecontext(&Coroutine, Body, 0);
  return Stack;
}

static void onAnotherStack(void) {
  void *Stack = makeCoroutine(runCoroutine);
  transaction <> {
    CHECK(caught(switchAndFail, 0) == 3);
    CHECK(stet_in_transaction());
    H = 4;
  }
  CHECK(G == 10 && H == 4);
  transaction <> { G = H = 0; }
  free(Stack);
}

// One whose blocks are left by a jump on its own stack.
static void leaveBlocksInCoroutine(void) { outOfBlocks(fail); }
static void outOfBlocksOnAnotherStack(void) {
  void *Stack = makeCoroutine(leaveBlocksInCoroutine);
  swapcontext(&Main, &Coroutine);
  free(Stack);
}

// A handler on its own stack jumps out of a block of its own, and out of one that it
// has interrupted.
NOINLINE static void failInHandlersBlock(int Signal) {
  transaction <> {
    H = 7;
    fail_in_handler(Signal);
  }
}
static void outOfTheHandlersBlock(void) {
  struct sigaction Action = {0};
  stack_t Stack = {0}, Old;
  Stack.ss_size = 1 << 18;
  Stack.ss_sp = malloc(Stack.ss_size);
  sigaltstack(&Stack, &Old);
  Action.sa_handler = failInHandlersBlock;
  Action.sa_flags = SA_ONSTACK;
  sigaction(SIGUSR1, &Action, 0);
  CHECK(caught_signal(raiseInBlock, 0) == SIGUSR1);
  CHECK(!stet_in_transaction() && G == 0 && H == 0);
  sigaltstack(&Old, 0);
  free(Stack.ss_sp);
}

#ifdef __cplusplus
static int failingValue() {
  fail(1);
  return 1;
}
static void initialise(void *) { [[persistent]] static int Failing = failingValue(); }
static void initialiseInBlock(void *) {
  transaction <> { initialise(nullptr); }
}
#endif

int main(int C, char **V) {
  transaction <> { G = H = 0; }
#ifdef __cplusplus
  if (C > 1)
    return caught(initialiseInBlock, nullptr);
#endif
  outOfBlocks(fail);
  outOfBlocks(fail_simply);
  outOfInnerBlocks();
  insideABlock();
  outOfASignalHandler(0);
  onASignalStack();
  pthread_t Thread;
  pthread_create(&Thread, 0, inAThread, 0);
  pthread_join(Thread, 0);
  onAnotherStack();
  outOfBlocksOnAnotherStack();
  outOfTheHandlersBlock();
  transaction <> { G = 9; }
  CHECK(G == 9 && !stet_in_transaction());
  return Failures != 0;
}
