// A thread begins outside every transaction.
// RUN: %clang_stet_verify -std=c11 %s
// RUN: %clangxx_stet_verify -x c++ %s
#include <pthread.h>
#include <stet.h>
__attribute__((persistent)) long number;
static void *run(void *argument) {
  number = 1; // expected-warning {{persistent memory is changed outside every transaction}}
  return argument;
}
static void *careful(void *argument) {
  transaction <> { number = 2; }
  return argument;
}
int main(void) {
  pthread_t thread;
  pthread_create(&thread, 0, run, 0); // expected-note {{'run' is called outside every transaction here}}
  pthread_create(&thread, 0, careful, 0);
  return 0;
}
