// Functions with second bodies that are easy to get wrong: weak and overridden ones, aliases, ifuncs,
// musttail, variable arguments handed on, structures by value, tables of labels, comdats, functions
// that contain a block and are called from one, recursion through it, other stacks in a block and
// around it. Each writes the same inside and outside, and is undone.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_stet -O2 -fPIC -shared %S/Inputs/pitfalls-other.c -o %t/libother.so %link_stet
// RUN: %every_level %t/levels %clangxx_stet -w -I%S/Inputs %s -L%t -Wl,-rpath,%t -lother %link_stet
// RUN: %clang_stet -O2 -c %S/Inputs/pitfalls-other.c -o %t/other.o
// RUN: %every_level %t/levels %clangxx_stet -w -I%S/Inputs %s %t/other.o %link_stet
#include "both-ways.h"
#include <cstdarg>
#include <ucontext.h>

struct big {
  long A[9];
};
[[persistent]] long E[64];
static volatile int Zero = 0;

extern "C" {
long strongElsewhere(long *);
long weakElsewhere(long *);
__attribute__((weak)) long overridden(long *P) {
  P[0] = 1;
  return 1;
}
__attribute__((weak)) long notThere(long *);

NOINLINE long aliased(long *P) {
  P[3] = 33;
  return 3;
}
long anAlias(long *) __attribute__((alias("aliased")));
long aWeakAlias(long *) __attribute__((weak, alias("aliased")));

static long chosen(long *P) {
  P[4] = 44;
  return 4;
}
long (*choose(void))(long *) { return chosen; }
long byIFunc(long *) __attribute__((ifunc("choose")));
}

NOINLINE static long last(long *P, long N) {
  P[5] = N;
  return N;
}
NOINLINE static long tailCalls(long *P, long N) {
  P[6] = N;
  if (N > 3)
    [[clang::musttail]] return tailCalls(P, N - 1);
  [[clang::musttail]] return last(P, N);
}
NOINLINE static long listed(long *P, int Count, va_list List) {
  for (int I = 0; I < Count; ++I)
    P[I] = va_arg(List, long);
  return Count;
}
NOINLINE static long variadic(long *P, int Count, ...) {
  va_list List;
  va_start(List, Count);
  P[20] = listed(P, Count, List);
  va_end(List);
  return P[20];
}
NOINLINE static big byValue(big B, long *P, big C) {
  B.A[1] += C.A[2];
  P[7] = B.A[1];
  C.A[0] = P[7];
  return C;
}
NOINLINE static void labels(long *P, int N) {
  static void *const Table[] = {&&one, &&two, &&done};
  static void *Mutable[3];
  for (int I = 0; I < 3; ++I)
    Mutable[I] = Table[I];
  goto *Table[N];
one:
  P[8] = 8;
  goto *Mutable[N + 1];
two:
  P[9] = 9;
done:;
}
template <class T> struct in_comdat {
  static NOINLINE T set(T *P) {
    static T Calls;
    *P = ++Calls * 0 + 77;
    return *P;
  }
  virtual void virtually(T *P) { P[1] = 78; }
};
inline long inlineVariable = 5;
NOINLINE inline long inlineFunction(long *P) { return *P = inlineVariable + Zero; }

NOINLINE static void containsBlock(long *P, int Depth) {
  P[10] += 1;
  transaction <> {
    P[11] += 1;
    if (Depth)
      containsBlock(P, Depth - 1);
  }
  P[12] += 1;
}
NOINLINE static void innerAborts(long *P) {
  P[13] = 13;
  try {
    transaction <> {
      P[14] = 14;
      containsBlock(P, 1);
      stet::abort();
    }
  } catch (stet::aborted &) {
    P[15] = 15;
  }
}

// Other stacks, by the system's own means.
static ucontext_t Main, Fibre;
static char Stack[1 << 17];
static void onFibre() {
  for (int I = 0;; ++I) {
    E[30 + I] = I + 1;
    swapcontext(&Fibre, &Main);
  }
}
static void startFibre() {
  getcontext(&Fibre);
  Fibre.uc_stack.ss_sp = Stack;
  Fibre.uc_stack.ss_size = sizeof Stack;
  makecontext(&Fibre, onFibre, 0);
}
static void fibreInside() {
  startFibre();
  swapcontext(&Main, &Fibre);
  E[40] = 1;
  swapcontext(&Main, &Fibre);
}
static bool FibreWorks;
static void blockOnFibre() {
  transaction <> {
    E[41] = 5;
    swapcontext(&Fibre, &Main); // leaves the stack, not the block
    E[42] = 6;
  }
  FibreWorks = E[41] == 5 && E[42] == 6;
  swapcontext(&Fibre, &Main);
}

#define CHANGE(NAME, ...)                                                                          \
  static void NAME() { __VA_ARGS__; }
CHANGE(elsewhere, E[0] = strongElsewhere(E + 1) + weakElsewhere(E + 2))
CHANGE(weak, E[2] = overridden(E + 3); if (notThere) notThere(E))
CHANGE(aliases, E[0] = anAlias(E + 1) + aWeakAlias(E + 2))
CHANGE(ifunc, E[0] = byIFunc(E))
CHANGE(mustTail, E[0] = tailCalls(E, 6 + Zero))
CHANGE(variableArguments, variadic(E, 3, 4L, 5L, 6L))
CHANGE(structures, big B = {{1, 2, 3}}; B = byValue(B, E, B); E[0] = B.A[0])
CHANGE(labelTables, labels(E, Zero))
CHANGE(comdats, in_comdat<long>::set(E); in_comdat<short> S; in_comdat<short> *P = &S;
       asm("" : "+r"(P)); P->virtually((short *)(E + 5)); inlineFunction(E + 9))
CHANGE(functionWithBlock, containsBlock(E, 2 + Zero))
CHANGE(functionThatAborts, innerAborts(E))

int main() {
#define CHECK_BOTH(NAME) bothWays(#NAME, NAME, E, sizeof E);
  CHECK_BOTH(elsewhere) CHECK_BOTH(weak) CHECK_BOTH(aliases) CHECK_BOTH(ifunc) CHECK_BOTH(mustTail)
  CHECK_BOTH(variableArguments) CHECK_BOTH(structures) CHECK_BOTH(labelTables) CHECK_BOTH(comdats)
  CHECK_BOTH(functionWithBlock) CHECK_BOTH(functionThatAborts) CHECK_BOTH(fibreInside)
  // A block that another stack's block is not: the thread runs one transaction.
  getcontext(&Fibre);
  Fibre.uc_stack.ss_sp = Stack;
  Fibre.uc_stack.ss_size = sizeof Stack;
  makecontext(&Fibre, blockOnFibre, 0);
  swapcontext(&Main, &Fibre);
  CHECK(stet_in_transaction());
  swapcontext(&Main, &Fibre);
  CHECK(!stet_in_transaction());
  CHECK(FibreWorks);
  return Failures != 0;
}
