// A thread that exits, or is cancelled, in a block rolls it back.
// RUN: rm -rf %t && mkdir %t
// RUN: env STET_DURABILITY=power %every_level %t %clang_stet -std=c11 -D_GNU_SOURCE -I%S/Inputs %s %link_stet
#include "check.h"
#include <pthread.h>
#include <stet.h>
#include <unistd.h>

[[persistent]] long G;
static pthread_barrier_t Barrier;
static int RolledBack, CameBehind;
static void checkOutside(int *P) { RolledBack = *P == 1 && G == 1 && !stet_in_transaction(); }

static void *exits(void *A) {
  G = 1;
  __attribute__((cleanup(checkOutside))) int Outer = 1;
  transaction <> {
    G = 2;
    if (A)
      pthread_exit(A);
    for (;;)
      pthread_testcancel();
  }
  CameBehind = 1;
  return 0;
}
static void *waits(void *A) {
  G = 1;
  __attribute__((cleanup(checkOutside))) int Outer = 1;
  transaction <> {
    G = 2;
    pthread_barrier_wait(&Barrier);
    for (;;)
      pause();
  }
  CameBehind = 1;
  return A;
}
int main(void) {
  pthread_t T;
  void *R;
  int X;
  pthread_create(&T, 0, exits, &X);
  pthread_join(T, &R);
  CHECK(R == &X && RolledBack && !CameBehind && G == 1);
  RolledBack = 0;
  pthread_create(&T, 0, exits, 0);
  pthread_cancel(T);
  pthread_join(T, &R);
  CHECK(R == PTHREAD_CANCELED && RolledBack && !CameBehind && G == 1);
  RolledBack = 0;
  pthread_barrier_init(&Barrier, 0, 2);
  pthread_create(&T, 0, waits, 0);
  pthread_barrier_wait(&Barrier);
  pthread_cancel(T);
  pthread_join(T, &R);
  CHECK(R == PTHREAD_CANCELED && RolledBack && !CameBehind && G == 1);
  return Failures != 0;
}
