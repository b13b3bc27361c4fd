// Functions that a block reaches log what they write: in this file and in another one,
// inline, recursive, variadic, virtual, through pointers, lambdas, templates, destructors.
// Called outside a transaction the same functions just write.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clangxx_stet -I%S/Inputs %s %S/Inputs/callee.cpp %link_stet
#include "callee.h"
#include "check.h"
#include <algorithm>
#include <cstring>
#include <functional>
#include <stet.h>

struct numbers {
  long A[32];
};
[[persistent]] numbers X;
static volatile int Zero = 0;

NOINLINE static void direct(long *P) { *P = 3; }
NOINLINE static void twice(long *P) {
  direct(P);
  direct(P + 1);
}
inline void inlined(long *P) { P[2] = 4; }
NOINLINE static void recursive(long *P, int N) {
  if (!N)
    return;
  P[N] = N;
  recursive(P, N - 1);
  P[N] += 1;
}
NOINLINE static void even(long *P, int N);
NOINLINE static void odd(long *P, int N) {
  if (N)
    even(P, N - 1);
}
NOINLINE static void even(long *P, int N) {
  *P += 1;
  odd(P, N);
}
template <class T> NOINLINE void templated(T *P, T V) { *P = V; }
struct on_destruction {
  long *P;
  ~on_destruction() { *P = 9; }
};
NOINLINE static long *findsPlace(long *P) { return P + 7; }
NOINLINE static void computedGoto(long *P, int N) {
  static const void *Table[] = {&&zero, &&one, &&two};
  goto *Table[N];
zero:
  P[0] = 10;
  N = 1;
  goto *Table[N];
one:
  P[1] = 11;
  goto *Table[2];
two:
  P[2] = 12;
}
NOINLINE static void withBlock(long *P) {
  P[4] = 20;
  transaction <> { P[5] = 21; }
  P[6] = 22;
}
NOINLINE static void catches(long *P) {
  try {
    P[8] = 1;
    throw 3;
  } catch (int V) {
    P[9] = V;
  }
}
NOINLINE static int compareAndCount(const void *A, const void *B) {
  X.A[31]++;
  return int(*static_cast<const long *>(A) - *static_cast<const long *>(B));
}

template <class Change> NOINLINE static void check(const char *What, Change C) {
  static numbers Before, After;
  Before = X;
  C(); // outside a transaction
  After = X;
  transaction <> { X = Before; }
  try {
    transaction <> {
      C();
      if (memcmp(&X, &After, sizeof X)) {
        printf("%s: wrote something else in the transaction\n", What);
        ++Failures;
      }
      stet::abort();
    }
  } catch (stet::aborted &) {
  }
  if (!memcmp(&Before, &After, sizeof X) || memcmp(&X, &Before, sizeof X)) {
    printf("%s: not rolled back\n", What);
    ++Failures;
  }
}

int main() {
  transaction <> {
    for (int I = 0; I < 32; ++I)
      X.A[I] = 1000 - I;
  }
  check("direct", [] { twice(X.A); });
  check("inline", [] { inlined(X.A); });
  check("other file", [] { writeElsewhere(X.A + Zero); });
  check("other file, loop", [] { fill(X.A, 20 + Zero); });
  check("recursive", [] { recursive(X.A, 9 + Zero); });
  check("mutually recursive", [] { even(X.A, 5 + Zero); });
  check("template", [] { templated(X.A + 3, 77L); });
  check("template of another type", [] { templated(reinterpret_cast<char *>(X.A + 3), char(7)); });
  check("virtual", [] {
    derived D;
    base *B = &D;
    asm("" : "+r"(B));
    B->write(X.A);
  });
  check("destructor", [] { on_destruction D{X.A}; });
  check("virtual destructor in another file", [] {
    base *B = new derived;
    B->Target = X.A + 2;
    delete B;
  });
  check("function pointer", [] { get()(X.A); });
  check("pointer to member", [] {
    void (base::*Write)(long *) = &base::write;
    derived D;
    (D.*Write)(X.A);
  });
  check("lambda", [] {
    auto L = [](long *P) { *P = 5; };
    L(X.A + 1);
  });
  check("std::function", [] {
    long *P = X.A;
    std::function<void(int)> F = [P](int V) { P[2] = V; };
    F(3);
  });
  check("algorithms", [] { std::sort(X.A, X.A + 31); });
  check("callback of the C library", [] {
    long Local[4] = {3, 1, 2, 0};
    qsort(Local, 4, sizeof(long), compareAndCount);
  });
  check("variadic", [] { variadic(3, &X.A[1], &X.A[5], &X.A[7]); });
  check("variadic and by value", [] {
    big B{{11, 12, 13, 14, 15, 16, 17, 18}};
    X.A[0] = variadicByValue(B, 2, &X.A[1], &X.A[5]);
  });
  check("by value", [] {
    big B{{1, 2, 3, 4}};
    B = byValue(B, X.A);
    X.A[1] = B.A[3];
  });
  check("returned pointer", [] { *findsPlace(X.A) = 1; });
  check("computed goto", [] { computedGoto(X.A, Zero); });
  check("function with a block", [] { withBlock(X.A); });
  check("exception caught inside", [] { catches(X.A); });
  return Failures != 0;
}
