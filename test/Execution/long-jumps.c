// A longjmp that leaves a block rolls it back, with all blocks in it and their locks, and the
// program goes on behind the setjmp, outside of the block. Blocks around the setjmp still run. A
// jump into a block that has ended since is an error.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clang_stet -I%S/Inputs %s %link_stet
// RUN: %clang_stet -O2 -I%S/Inputs %s -o %t/program %link_stet
// RUN: not --crash env STET_POOL=%t/pool %t/program into-ended-block 2>&1 | FileCheck %s
// RUN: rm %t/pool
// CHECK: stet: longjmp went to a setjmp in a transaction block that has ended since
#include "check.h"
#include <pthread.h>
#include <setjmp.h>
#include <stet.h>
#include <string.h>

__attribute__((persistent)) long G, H;
static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static jmp_buf Place, Inner;
static sigjmp_buf SignalPlace;

NOINLINE static void fail(int N) {
  G = N;
  longjmp(Place, N);
}

NOINLINE static void outOfABlock(void) {
  volatile int Round = 0;
  if (setjmp(Place) == 0) {
    transaction <&Lock> {
      G = 5;
      transaction <> {
        H = 6;
        Round = 1;
        fail(7);
      }
    }
    CHECK(0);
  }
  CHECK(Round == 1);
  CHECK(!stet_in_transaction());
  CHECK(G == 0 && H == 0);
  CHECK(pthread_mutex_trylock(&Lock) == 0);
  pthread_mutex_unlock(&Lock);
}

NOINLINE static void outOfAnInnerBlock(void) {
  transaction <> {
    H = 1;
    if (sigsetjmp(SignalPlace, 1) == 0) {
      transaction <> {
        G = 2;
        H = 3;
        siglongjmp(SignalPlace, 1);
      }
    }
    CHECK(stet_in_transaction());
    CHECK(G == 0 && H == 1);
    G = 4;
  }
  CHECK(!stet_in_transaction());
  CHECK(G == 4 && H == 1);
  transaction <> { G = H = 0; }
}

// A function that is called in the block and outside of it, like an interpreter's loop.
NOINLINE static int protectedCall(int N) {
  if (setjmp(Inner) == 0) {
    G += N;
    if (N > 1)
      longjmp(Inner, 1);
    return 0;
  }
  G += 100;
  return 1;
}

NOINLINE static void insideOneBlock(void) {
  CHECK(protectedCall(2) == 1);
  CHECK(G == 102);
  transaction <> {
    CHECK(protectedCall(3) == 1);
    CHECK(protectedCall(1) == 0);
    CHECK(stet_in_transaction());
  }
  CHECK(G == 206);
  transaction <> {
    protectedCall(5);
    stet_abort(1);
  }
  CHECK(G == 206);
  transaction <> { G = 0; }
}

NOINLINE static void intoAnEndedBlock(void) {
  volatile int Round = 0;
  transaction <> {
    G = 1;
    setjmp(Place);
    G = 2;
  }
  if (!Round++)
    longjmp(Place, 1);
}

int main(int C, char **V) {
  transaction <> { G = H = 0; }
  if (C > 1)
    return intoAnEndedBlock(), 0;
  outOfABlock();
  outOfAnInnerBlock();
  insideOneBlock();
  outOfABlock();
  transaction <> { G = 9; }
  CHECK(G == 9 && !stet_in_transaction());
  return Failures != 0;
}
