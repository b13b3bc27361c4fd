//===-- workload.cpp - A program whose every state is known beforehand ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: workload STEPS
//
// Step k does what a random generator seeded with k says: allocates, frees, changes,
// nests blocks, aborts inner and outer ones, fills large objects so that the log grows.
// A persistent counter tells how many steps are done, so what the pool must hold after a
// crash can be computed by doing the same steps to ordinary memory. The program checks
// that when it starts and when it ends.
//
//===----------------------------------------------------------------------===//
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stet.h>
#include <vector>

constexpr unsigned SlotCount = 24;

struct [[persistent]] object {
  long Size; // in bytes
  object *Twin;
  unsigned char *Bytes;
};
struct [[persistent]] byte {
  unsigned char Value;
};
struct state {
  object *Slots[SlotCount];
  long Done;
};
[[persistent]] state Pool;

struct random_numbers {
  unsigned long S;
  unsigned operator()(unsigned Bound) {
    S = S * 6364136223846793005UL + 1442695040888963407UL;
    return unsigned(S >> 33) % Bound;
  }
};

/// The same steps for the pool and for the model: `Heap` is where objects come from.
template <class Heap> struct steps {
  static object *make(random_numbers &R) {
    long Size = R(10) ? 1 + R(200) : 20000 + R(60000);
    object *O = Heap::makeObject(Size);
    memset(O->Bytes, int(R(256)), size_t(Size));
    return O;
  }
  static void change(state &S, random_numbers &R) {
    unsigned I = R(SlotCount);
    object *&O = S.Slots[I];
    switch (R(4)) {
    case 0:
      if (O)
        Heap::destroy(O);
      O = make(R);
      break;
    case 1:
      if (O)
        Heap::destroy(O);
      O = nullptr;
      break;
    default:
      if (!O)
        return;
      memset(O->Bytes + R(unsigned(O->Size)) / 2, int(R(256)), size_t(O->Size) / 2);
      for (int K = 0; K < 5; ++K)
        O->Bytes[R(unsigned(O->Size))]++;
      std::swap(S.Slots[I], S.Slots[R(SlotCount)]);
    }
  }
};

struct pool_heap {
  static object *makeObject(long Size) {
    auto *Bytes = reinterpret_cast<unsigned char *>(new byte[size_t(Size)]);
    return new object{Size, nullptr, Bytes};
  }
  static void destroy(object *O) {
    delete[] reinterpret_cast<byte *>(O->Bytes);
    delete O;
  }
};
struct model_heap {
  static object *makeObject(long Size) {
    return ::new object{Size, nullptr, static_cast<unsigned char *>(malloc(size_t(Size)))};
  }
  static void destroy(object *O) {
    free(O->Bytes);
    ::delete O;
  }
};

enum class outcome { Commits, InnerAborts, Aborts };
static outcome outcomeOf(random_numbers &R) {
  unsigned N = R(8);
  return N == 0 ? outcome::Aborts : N < 3 ? outcome::InnerAborts : outcome::Commits;
}

static void stepOnPool(long K) {
  random_numbers R{static_cast<unsigned long>(K) * 7919 + 1};
  outcome O = outcomeOf(R);
  try {
    transaction <> {
      steps<pool_heap>::change(Pool, R);
      random_numbers Inner = R;
      try {
        transaction <> {
          for (int I = 0; I < 3; ++I)
            steps<pool_heap>::change(Pool, Inner);
          if (O == outcome::InnerAborts)
            stet::abort();
        }
      } catch (stet::aborted &) {
      }
      steps<pool_heap>::change(Pool, R);
      if (O == outcome::Aborts)
        stet::abort();
      Pool.Done = K + 1;
    }
  } catch (stet::aborted &) {
    transaction <> { Pool.Done = K + 1; }
  }
}

static void stepOnModel(state &Model, long K) {
  random_numbers R{static_cast<unsigned long>(K) * 7919 + 1};
  outcome O = outcomeOf(R);
  if (O == outcome::Aborts)
    return;
  steps<model_heap>::change(Model, R);
  random_numbers Inner = R;
  if (O == outcome::Commits)
    for (int I = 0; I < 3; ++I)
      steps<model_heap>::change(Model, Inner);
  steps<model_heap>::change(Model, R);
}

static void check() {
  state Model = {};
  for (long K = 0; K < Pool.Done; ++K)
    stepOnModel(Model, K);
  for (unsigned I = 0; I < SlotCount; ++I) {
    object *Is = Pool.Slots[I], *Should = Model.Slots[I];
    if (!Is != !Should || (Is && (Is->Size != Should->Size ||
                                  memcmp(Is->Bytes, Should->Bytes, size_t(Is->Size))))) {
      printf("slot %u is wrong after %ld steps\n", I, Pool.Done);
      exit(1);
    }
  }
}

int main(int, char **Arguments) {
  long Steps = atol(Arguments[1]);
  check();
  while (Pool.Done < Steps)
    stepOnPool(Pool.Done);
  check();
  printf("%ld steps\n", Pool.Done);
}
