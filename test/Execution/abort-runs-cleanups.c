// Frames between an abort and its block run their cleanups, inside the transaction;
// one of these may have blocks, and aborts, of its own.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O2 -fexceptions -c %S/Inputs/uninstrumented.c -o %t/uninstrumented.o
// RUN: %every_level %t %clang_stet -std=c11 -I%S/Inputs %s %t/uninstrumented.o %link_stet
#include "check.h"
#include <stdlib.h>
#include <stet.h>

void abortOnZero(int N);
void callBack(void (*Function)(int), int N);
[[persistent]] long G, H;

static int Order[64], Count;
static void note(int *P) { Order[Count++] = *P; }
#define NOTED __attribute__((cleanup(note)))

NOINLINE static void inner(int N) {
  NOTED int A = 1;
  {
    NOTED int B = 2;
    abortOnZero(N);
  }
}
NOINLINE static int cleanups(void) {
  Count = 0;
  NOTED int Outside = 9;
  transaction <> {
    NOTED int Inside = 5;
    inner(0);
  }
  return Count == 3 && Order[0] == 2 && Order[1] == 1 && Order[2] == 5;
}
static int compare(const void *A, const void *B) {
  (void)A, (void)B;
  stet_abort(11);
}
NOINLINE static int throughTheLibrary(void) {
  int V[4] = {3, 1, 2, 0}, R = 1;
  transaction <> {
    qsort(V, 4, sizeof *V, compare);
    R = 0;
  }
  return R && stet_last_abort() == 11;
}
NOINLINE static void called(int N) {
  NOTED int Q = 77;
  if (N)
    stet_abort(N);
}
NOINLINE static int throughACallback(void) {
  Count = 0;
  int R = 0;
  transaction <> {
    R = 1;
    callBack(called, 6);
    R = 2;
  }
  return R == 1 && stet_last_abort() == 6 && Count == 1;
}
// A cleanup that writes persistent memory while the abort passes: undone as well.
static void writeInCleanup(int *P) { G = *P; }
NOINLINE static int cleanupWrites(void) {
  G = 1;
  transaction <> {
    __attribute__((cleanup(writeInCleanup))) int V = 8;
    G = 2;
    abortOnZero(0);
  }
  return G == 1;
}
static void blockInCleanup(int *P) {
  int R = 0;
  transaction <> {
    H = H + 1;
    R = 1;
    abortOnZero(*P);
    R = 2;
  }
  CHECK(R == (*P ? 2 : 1));
  transaction <> {
    H = H + 10;
    if (!*P)
      stet_abort(8);
  }
}
NOINLINE static int blocksInCleanups(void) {
  int X = 0;
  G = H = 0;
  transaction <> {
    G = 1;
    __attribute__((cleanup(blockInCleanup))) int A = 0;
    __attribute__((cleanup(blockInCleanup))) int B = 5;
    X = 1;
    abortOnZero(0);
    X = 2;
  }
  return X * 1000 + (int)H * 10 + (int)G;
}
int main(void) {
  CHECK(cleanups());
  CHECK(throughTheLibrary());
  CHECK(throughACallback());
  CHECK(cleanupWrites());
  CHECK(blocksInCleanups() == 1000);
  CHECK(!stet_in_transaction());
  return Failures != 0;
}
