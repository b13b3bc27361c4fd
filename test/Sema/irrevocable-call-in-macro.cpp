// A block that comes from a macro, with all that is in it.
// RUN: %clangxx_stet_verify -std=c++20 %s
#include "Inputs/silence.h"
#include <cstdio>
#include <mutex>
#include <stet.h>
[[persistent]] long total;
static std::mutex lock;
#define TX(...)                                                                                    \
  do {                                                                                             \
    transaction<> { __VA_ARGS__; }                                                                 \
  } while (0)
#define LOCKED(...)                                                                                \
  do {                                                                                             \
    transaction<lock> { __VA_ARGS__; }                                                             \
  } while (0)
void f() {
  TX(std::printf("paid"); ++total); // expected-warning {{'printf' can't be undone}} expected-note {{the transaction begins here}}
  TX(std::lock_guard held(lock); ++total); // expected-warning {{can't be undone}} expected-note {{the transaction begins here}}
  LOCKED(++total);
  TX(SILENCE("irrevocable-call") std::printf("paid"); ++total);
}
