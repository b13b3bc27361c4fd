// After an abort in C the locals have the values that they had at the abort, at every
// optimisation level, also when it comes from a callee that knows nothing of Stet.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O2 -fexceptions -c %S/Inputs/uninstrumented.c -o %t/uninstrumented.o
// RUN: %every_level %t %clang_stet -std=c11 -I%S/Inputs %s %t/uninstrumented.o %link_stet
#include "check.h"
#include <stet.h>
#include <string.h>

void abortOnZero(int N);
[[persistent]] long G;

NOINLINE static long inRegisters(int N) {
  long Sum = 0, After = 0, Last = -1;
  int Aborted = 0;
  for (int I = 0; I < N; I++) {
    int Done = 0;
    transaction <> {
      Sum += I;
      Last = I;
      G = G + 1;
      abortOnZero(I % 3);
      After += 10;
      Done = 1;
    }
    if (!Done)
      Aborted++;
  }
  return Sum * 1000000 + After * 1000 + Last * 10 + Aborted;
}
NOINLINE static double floatingPoint(int N, double X) {
  double A = X, B = X * 2, C = X * 3, D = X * 4;
  int I = N, J = N + 1, L = N + 2;
  transaction <> {
    A += 1;
    B += A;
    I += 5;
    abortOnZero(0);
    C = 0;
    D = 0;
    L = 0;
  }
  return A + B + C + D + I + J + L;
}
NOINLINE static void increment(int *P) { ++*P; }
NOINLINE static int throughPointer(void) {
  int V = 1;
  transaction <> {
    increment(&V);
    increment(&V);
    abortOnZero(0);
    V = 9;
  }
  return V;
}
struct eight {
  int A[8];
};
NOINLINE static int aggregate(struct eight S) {
  transaction <> {
    S.A[2] = 5;
    S.A[3] += S.A[2];
    abortOnZero(0);
    S.A[2] = 0;
  }
  return S.A[2] * 100 + S.A[3];
}
NOINLINE static void fill(char *P, int N) { memset(P, 1, N); }
// The stack does not grow by the variable-length arrays of aborted blocks.
NOINLINE static int variableLengthArray(int N) {
  char *Low = (char *)-1, *High = 0;
  int K = 0;
  for (int I = 0; I < N; I++)
    transaction <> {
      char V[5000 + (I & 1)];
      fill(V, sizeof V);
      if (V < Low)
        Low = V;
      if (V > High)
        High = V;
      K += V[3];
      abortOnZero(0);
    }
  return K == N && High - Low < 20000;
}
static inline __attribute__((always_inline)) int inlinedBlock(int N, int *P) {
  int V = N;
  transaction <> {
    V += 1;
    *P += 1;
    abortOnZero(N);
    V += 100;
  }
  return V;
}
static inline __attribute__((always_inline)) void inlinedAbort(int N) {
  if (N)
    stet_abort(N);
}
NOINLINE static int inlined(void) {
  int C = 0;
  int A = inlinedBlock(0, &C), B = inlinedBlock(1, &C);
  transaction <> {
    C += 10;
    inlinedAbort(2);
    C += 100;
  }
  return A * 10000 + B * 10 + C;
}
int main(void) {
  CHECK(inRegisters(9) == 36 * 1000000L + 60 * 1000 + 8 * 10 + 3);
  CHECK(G == 6);
  CHECK(stet_last_abort() == 0);
  CHECK(floatingPoint(3, 1.0) == 2 + 4 + 3 + 4 + 8 + 4 + 5);
  CHECK(stet_last_abort() == 7);
  CHECK(throughPointer() == 3);
  CHECK(aggregate((struct eight){{0, 0, 1, 2}}) == 507);
  CHECK(variableLengthArray(200));
  CHECK(inlined() == 1 * 10000 + 102 * 10 + 12);
  CHECK(!stet_in_transaction());
  return Failures != 0;
}
