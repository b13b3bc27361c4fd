// Whatever a block writes, in whatever way, an abort takes back to the last byte: stores of
// every width, structures, the mem functions and their builtins, atomics, vectors,
// bit-fields, read-modify-write.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clangxx_stet -I%S/Inputs %s %link_stet
// RUN: %clangxx_stet -O3 -mavx2 -I%S/Inputs %s %link_stet -o %t/avx2
// RUN: env STET_POOL=%t/pool %t/avx2
// RUN: %clangxx_stet -O2 -fno-builtin -I%S/Inputs %s %link_stet -o %t/no-builtin
// RUN: env STET_POOL=%t/pool %t/no-builtin
#include "check.h"
#include <atomic>
#include <cstdint>
#include <cstring>
#include <stet.h>
#include <strings.h>

struct big {
  char Bytes[100];
};
struct bits {
  unsigned A : 3, B : 13;
  unsigned long C : 40;
};
typedef int int4 __attribute__((vector_size(16)));
struct [[persistent]] everything {
  char C;
  short S;
  int I;
  long L;
  float F;
  double D;
  long double LD;
  __int128 W;
  big B, B2;
  bits Bits;
  int4 V;
  int Array[64], Other[64];
  std::atomic<int> Atomic;
  std::atomic<long> AtomicLong;
  std::atomic<unsigned char> AtomicByte;
  int Plain;
  char Text[64];
  _Complex double Z;
  bool Flag;
  void *P;
};
[[persistent]] everything E;
static volatile int N = 64; // what the optimiser can't know

template <class Change> NOINLINE static void rollsBack(const char *What, Change C) {
  static everything Before;
  memcpy(static_cast<void *>(&Before), static_cast<void *>(&E), sizeof E);
  bool Changed = false;
  try {
    transaction <> {
      C();
      Changed = memcmp(&Before, &E, sizeof E) != 0;
      stet::abort();
    }
  } catch (stet::aborted &) {
  }
  if (!Changed || memcmp(&Before, &E, sizeof E)) {
    printf("%s: %s\n", What, Changed ? "not rolled back" : "changed nothing");
    ++Failures;
  }
}

int main() {
  transaction <> {
    unsigned char *P = reinterpret_cast<unsigned char *>(&E);
    for (size_t I = 0; I < sizeof E; ++I)
      P[I] = I * 7 + I / 256 * 3 + 1;
    strcpy(E.Text, "some text");
    E.Flag = false;
  }
  rollsBack("char", [] { E.C = 5; });
  rollsBack("short", [] { E.S = 5; });
  rollsBack("int", [] { E.I = 5; });
  rollsBack("long", [] { E.L = 5; });
  rollsBack("float", [] { E.F = 5; });
  rollsBack("double", [] { E.D = 5; });
  rollsBack("long double", [] { E.LD = 5; });
  rollsBack("__int128", [] { E.W = 5; });
  rollsBack("complex", [] { E.Z = 5; });
  rollsBack("bool", [] { E.Flag = true; });
  rollsBack("pointer", [] { E.P = nullptr; });
  rollsBack("increment", [] { E.I++, --E.L, E.S += 3, E.C ^= 1; });
  rollsBack("structure copy", [] { E.B = E.B2; });
  rollsBack("structure value", [] { E.B = big{{1, 2, 3}}; });
  rollsBack("bit-fields", [] { E.Bits.A++, E.Bits.B = 77, E.Bits.C = 123456789; });
  rollsBack("vector", [] { E.V += int4{1, 2, 3, 4}; });
  rollsBack("loop", [] {
    for (int I = 0; I < N; ++I)
      E.Array[I] = E.Other[I] * 3 + 1;
  });
  rollsBack("conditional loop", [] {
    for (int I = 0; I < N; ++I)
      if (E.Other[I] & 1)
        E.Array[I] = E.Other[I] * 3 + 1;
  });
  rollsBack("swap", [] {
    for (int I = 0; I < N; ++I)
      std::swap(E.Array[I], E.Other[I]);
  });
  rollsBack("straight line", [] {
    E.Array[0] = 1, E.Array[1] = 2, E.Array[2] = 3, E.Array[5] = 4, E.Array[60] = 5;
    E.Array[0] = 6;
  });
  rollsBack("memcpy", [] { memcpy(E.Array, E.Other, N * sizeof(int)); });
  rollsBack("memmove", [] { memmove(E.Array + 1, E.Array, N * sizeof(int) - sizeof(int)); });
  rollsBack("memset", [] { memset(E.Array, 3, N * sizeof(int)); });
  rollsBack("constant memset", [] { memset(E.Array, 3, sizeof E.Array); });
  rollsBack("builtin memcpy", [] { __builtin_memcpy(E.Array, E.Other, 40); });
  rollsBack("builtin inline memset", [] { __builtin_memset_inline(E.Array, 9, 24); });
  rollsBack("bzero", [] { bzero(E.Array, N); });
  rollsBack("strcpy", [] { strcpy(E.Text, "another text"); });
  rollsBack("strcat", [] { strcat(E.Text, " and more"); });
  rollsBack("strncpy", [] { strncpy(E.Text, "short", N); });
  rollsBack("atomic store", [] { E.Atomic = 3; });
  rollsBack("atomic exchange", [] { E.AtomicLong.exchange(4); });
  rollsBack("atomic add", [] { E.Atomic += 3, E.AtomicByte++; });
  rollsBack("atomic compare-exchange", [] {
    int Old = E.Atomic;
    while (!E.Atomic.compare_exchange_weak(Old, Old * 2 + 1))
      ;
  });
  rollsBack("sync builtin", [] { __sync_fetch_and_add(&E.Plain, 3); });
  rollsBack("through a pointer", [] {
    int *volatile P = &E.Array[3];
    *P = 1;
    P[2] = 4;
  });
  rollsBack("volatile", [] { *const_cast<volatile int *>(&E.I) = 77; });
  rollsBack("non-temporal", [] { __builtin_nontemporal_store(77, &E.I); });
  rollsBack("twice", [] {
    E.L = 1;
    E.L = E.L + N;
    memset(&E.L, 2, 4);
  });
  return Failures != 0;
}
