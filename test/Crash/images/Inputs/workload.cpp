//===-- workload.cpp - Random transactions whose every state is known ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: workload STEPS THREADS SEED [acknowledge]
//        workload check
//
// Each thread runs STEPS transactions of 1 to 6 random changes, most on a part of the
// data that is its own, some on one that all share under a lock: allocates, frees,
// reallocates, changes some bytes, nests blocks, aborts inner and outer ones. What each
// commit will leave is noted in the trace (runtime/diagnostics/CaptureTrace.h), and
// written to standard output, as "PART VERSION", if that is wanted.
//
// check: says whether the data is whole, and the parts' versions. Exit status 3: the pool
// could not be opened; errno and the message come on standard output.
//
//===----------------------------------------------------------------------===//
#include <stet.h>

#include "Data.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <sched.h>
#include <thread>
#include <unistd.h>
#include <vector>

extern "C" void stet_test_note(uint64_t First, uint64_t Second);

static std::mutex SharedLock;
static bool Yields;
static bool Acknowledges;

struct random_numbers {
  uint64_t State;
  uint64_t operator()() {
    State ^= State << 13;
    State ^= State >> 7;
    State ^= State << 17;
    return State * 0x2545f4914f6cdd1d;
  }
  uint64_t operator()(uint64_t Bound) { return ((*this)() >> 8) % Bound; }
};

/// Gives other threads the chance to come in between.
static void linger(random_numbers &R) {
  if (!Yields)
    return;
  switch (R(16)) {
  case 0:
    sched_yield();
    break;
  case 1:
    usleep(useconds_t(R(40)));
  }
}

/// In words: many small ones, some of several units of the heap, few of 20 to 35 KB.
static uint64_t anySize(random_numbers &R) {
  switch (R(10)) {
  case 0:
    return 1 + R(3);
  case 1:
  case 2:
  case 3:
    return 1 + R(30);
  case 4:
  case 5:
  case 6:
    return 10 + R(120);
  case 7:
    return 300 + R(700);
  case 8:
    return R(6) ? 100 : 2500 + R(1900);
  default:
    return 5 + R(5);
  }
}

static void *orAbort(void *Memory) {
  if (!Memory)
    stet::abort("the pool is full");
  return Memory;
}
static size_t bytesOf(uint64_t Words) { return sizeof(object) + Words * sizeof(uint64_t); }

static void put(part &P, unsigned Slot, object *O) {
  O->Sum = sumOf(*O);
  P.Slots[Slot] = O;
  P.Hash += slotHash(Slot, *O, *O->Label);
}

static void make(part &P, unsigned Slot, random_numbers &R) {
  uint64_t Words = anySize(R);
  object *O = static_cast<object *>(orAbort(stet_malloc(bytesOf(Words))));
  O->Size = Words;
  O->Key = R();
  O->Label = new label{R(), 0};
  O->Label->Check = mix(O->Label->Value);
  for (uint64_t I = 0; I < Words; ++I)
    O->Words[I] = R();
  put(P, Slot, O);
}

static void remove(part &P, unsigned Slot) {
  object *O = P.Slots[Slot];
  P.Hash -= slotHash(Slot, *O, *O->Label);
  P.Slots[Slot] = nullptr;
  delete O->Label;
  stet_free(O);
}

static void resize(part &P, unsigned Slot, random_numbers &R) {
  object *O = P.Slots[Slot];
  P.Hash -= slotHash(Slot, *O, *O->Label);
  uint64_t Words = anySize(R), Old = O->Size;
  O = static_cast<object *>(orAbort(stet_realloc(O, bytesOf(Words))));
  O->Size = Words;
  for (uint64_t I = Old; I < Words; ++I)
    O->Words[I] = R();
  put(P, Slot, O);
}

static void overwrite(part &P, unsigned Slot, random_numbers &R) {
  object *O = P.Slots[Slot];
  P.Hash -= slotHash(Slot, *O, *O->Label);
  for (int Count = 0; Count < 4; ++Count) {
    uint64_t I = R(O->Size);
    if (Count & 1)
      reinterpret_cast<unsigned char *>(&O->Words[I])[R(8)] ^= 1 + R(255);
    else
      O->Words[I] = R();
    linger(R);
  }
  O->Label->Value++;
  O->Label->Check = mix(O->Label->Value);
  put(P, Slot, O);
}

static void change(part &P, random_numbers &R) {
  unsigned Slot = unsigned(R(SlotCount));
  linger(R);
  if (!P.Slots[Slot])
    return make(P, Slot, R);
  switch (R(5)) {
  case 0:
    remove(P, Slot);
    return make(P, Slot, R);
  case 1:
    return remove(P, Slot);
  case 2:
    return resize(P, Slot, R);
  default:
    return overwrite(P, Slot, R);
  }
}

static void changeSome(part &P, random_numbers &R) {
  for (uint64_t Count = 1 + R(4); Count; --Count)
    change(P, R);
}

/// Returns the version that the commit will leave.
static uint64_t body(part &P, unsigned Number, random_numbers &R) {
  changeSome(P, R);
  if (R(4) == 0) {
    try {
      transaction<> {
        changeSome(P, R);
        if (R(2))
          stet::abort();
      }
    } catch (stet::aborted &) {
    }
    change(P, R);
  }
  if (R(7) == 0)
    stet::abort();
  uint64_t Version = ++P.Version;
  stet_test_note(encodeNote(note::Intent, Number, Version), P.Hash);
  return Version;
}

static void step(state &S, unsigned Own, random_numbers &R) {
  unsigned Number = R(5) ? Own : SharedPart;
  part &P = S.Parts[Number];
  uint64_t Version = 0;
  try {
    if (Number == SharedPart) {
      transaction<SharedLock> { Version = body(P, Number, R); }
    } else {
      transaction<> { Version = body(P, Number, R); }
    }
  } catch (std::exception &) {
    return; // aborted, or the pool was full
  }
  stet_test_note(encodeNote(note::Acknowledged, Number, Version), 0);
  if (Acknowledges)
    dprintf(STDOUT_FILENO, "%u %lu\n", Number, Version);
}

/// Whether the data is whole, as far as it can tell by itself.
static bool isWhole(const part &P) {
  uint64_t Hash = 0;
  for (unsigned Slot = 0; Slot < SlotCount; ++Slot) {
    const object *O = P.Slots[Slot];
    if (!O)
      continue;
    if (O->Sum != sumOf(*O) || O->Label->Check != mix(O->Label->Value))
      return false;
    Hash += slotHash(Slot, *O, *O->Label);
  }
  return Hash == P.Hash;
}

static int check(const state &S) {
  for (const part &P : S.Parts)
    if (!isWhole(P))
      return printf("part %ld of version %lu is damaged\n", &P - S.Parts, P.Version), 1;
  for (const part &P : S.Parts)
    printf("%lu ", P.Version);
  puts("");
  return 0;
}

int main(int Count, char **Arguments) {
  bool Checks = Count == 2 && strcmp(Arguments[1], "check") == 0;
  if (!Checks && Count != 4 && Count != 5)
    return fprintf(stderr, "usage: workload STEPS THREADS SEED [acknowledge]\n"), 2;
  stet_pool *Pool = stet_default_pool();
  auto *S = static_cast<state *>(Pool ? stet_pool_root(Pool, sizeof(state)) : nullptr);
  if (!S)
    return printf("%s %s\n", strerrorname_np(errno), stet_error_message()), 3;
  if (Checks)
    return check(*S);
  long Steps = atol(Arguments[1]), Threads = atol(Arguments[2]);
  uint64_t Seed = strtoull(Arguments[3], nullptr, 10);
  Yields = Threads > 1;
  Acknowledges = Count == 5;
  std::vector<std::thread> All;
  for (long I = 0; I < Threads; ++I)
    All.emplace_back([=] {
      random_numbers R{(Seed * 7919 + uint64_t(I) * 104729) * 2 + 1};
      for (long K = 0; K < Steps; ++K)
        step(*S, unsigned(I), R);
    });
  for (std::thread &T : All)
    T.join();
  return check(*S);
}
