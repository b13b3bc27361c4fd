// What survives, what volatile classes hold, and what pointers lead to: silent.
// RUN: %clang_stet_verify -std=c11 -fno-pie %s
// RUN: %clang_stet_verify -std=c23 -fno-pie %s
// expected-no-diagnostics
#include <stet.h>
#include <pthread.h>
#include <stdio.h>
struct ordinary {
  pthread_mutex_t lock;
  FILE *file;
};
enum kind { small, large };
struct __attribute__((persistent)) account {
  struct account *next;
  struct ordinary *elsewhere;
  FILE **files;
  enum kind kind;
  union {
    long whole;
    double part;
  };
  unsigned bits : 3;
  char name[16];
  void (*function)(void);
  __attribute__((transient)) pthread_mutex_t lock;
};
__attribute__((persistent)) struct account accounts[4];
struct ordinary log_of_this_run;
void local(void) {
  struct ordinary o = {PTHREAD_MUTEX_INITIALIZER, 0};
  (void)o;
}
