// Functions that are handed on are followed to where they are called, and to threads.
// RUN: %clangxx_stet_verify -std=c++20 %s
#include "Inputs/silence.h"
#include <algorithm>
#include <functional>
#include <future>
#include <stet.h>
#include <thread>
#include <vector>
[[persistent]] long Hits, Misses;
struct worker {
  void operator()() {
    ++Misses; // expected-warning {{persistent memory is changed outside every transaction}}
  }
};
static void work(int N) {
  Hits += N; // expected-warning {{persistent memory is changed outside every transaction}}
}
static void workLater() {
  ++Hits; // expected-warning {{persistent memory is changed outside every transaction}}
}
static void careful() {
  transaction<> { ++Hits; }
}
static void addOne() { ++Hits; }
static void atomically(void (*F)()) {
  transaction<> { F(); }
}
static void apply(void (*F)(int), int N) {
  F(N); // expected-note {{'work' is called outside every transaction here}}
}
template <class Function> static void repeat(int Count, Function F) {
  for (int I = 0; I < Count; ++I)
    F(); // expected-note {{the lambda is called outside every transaction here}}
}
static void call(const std::function<void()> &F) {
  F(); // expected-note {{the lambda is called outside every transaction here}}
}
int main() {
  std::thread First([] { // expected-note {{the lambda is called outside every transaction here}}
    ++Hits; // expected-warning {{persistent memory is changed outside every transaction}}
  });
  std::jthread Second(careful);
  worker W;
  std::thread Third(W); // expected-note {{'worker::operator()' is called outside every transaction}}
  auto Later = std::async(workLater); // expected-note {{'workLater' is called outside every}}
  apply(work, 2); // expected-note {{'apply' is called outside every transaction here}}
  repeat(3, [] { // expected-note-re {{'repeat{{.*}}' is called outside every transaction here}}
    ++Hits; // expected-warning {{persistent memory is changed outside every transaction}}
  });
  call([] { // expected-note {{'call' is called outside every transaction here}}
    ++Misses; // expected-warning {{persistent memory is changed outside every transaction}}
  });
  std::thread Wrapped(atomically, addOne);
  Wrapped.join();
  std::vector<int> Numbers{1, 2};
  std::for_each(Numbers.begin(), Numbers.end(), [](int X) { // expected-note {{is called outside}}
    Hits += X; // expected-warning {{persistent memory is changed outside every transaction}}
  });
  transaction<> {
    repeat(2, [] { ++Hits; });
    call([] { ++Misses; });
    std::for_each(Numbers.begin(), Numbers.end(), [](int X) { Hits += X; });
  }
  std::thread Quiet([] { SILENCE("persistent-write") ++Hits; });
  long Sum = 0;
  std::for_each(Numbers.begin(), Numbers.end(), [&](int X) { Sum += X + Hits; });
  First.join();
  Third.join();
  Quiet.join();
  return int(Sum);
}
