// A transient member is zero at its first access after each open and in each new object,
// keeps its value over aborts, and is in no copy from an earlier run.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clang_stet -std=gnu17 -I%S/Inputs %s %link_stet
// The same on a working copy.
// RUN: %clang_stet -std=gnu17 -O1 -DDURABILITY=STET_DURABILITY_POWER -I%S/Inputs %s %link_stet \
// RUN:   -o %t/on-copy
// RUN: env STET_POOL=%t/pool %t/on-copy
#include "check.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <stet.h>
#include <string.h>
#include <unistd.h>

#ifndef DURABILITY
#define DURABILITY STET_DURABILITY_PROCESS
#endif
#define TRANSIENT __attribute__((transient))

struct inner {
  int A, B;
};
struct [[persistent]] node {
  long Value;
  TRANSIENT int Hits;
  TRANSIENT struct inner Inner;
  TRANSIENT char Text[40];
  TRANSIENT _Atomic long Counter;
  long Last;
};
struct [[persistent]] pair {
  struct node First, Second;
};

static char Path[4096];
static stet_pool *Pool;
static struct node *Node;

static void reopen(void) {
  if (Pool)
    CHECK(stet_pool_close(Pool) == 0);
  Pool = stet_pool_open(Path, STET_DURABILITY_STORED);
  if (!Pool)
    Pool = stet_pool_create(Path, 64 << 20, DURABILITY);
  Node = stet_pool_root(Pool, sizeof(struct pair));
}

static void fill(struct node *N) {
  N->Hits = 5;
  N->Inner.B = 6;
  strcpy(N->Text, "text");
  N->Counter++;
}
NOINLINE static int isEmpty(const struct node *N) {
  return N->Hits == 0 && N->Inner.A == 0 && N->Inner.B == 0 && N->Text[0] == 0 && N->Counter == 0;
}
NOINLINE static int isFull(const struct node *N) {
  return N->Hits == 5 && N->Inner.B == 6 && !strcmp(N->Text, "text") && N->Counter == 1;
}

static void zeroedAtEachOpen(void) {
  for (int Run = 0; Run < 3; ++Run) {
    reopen();
    CHECK(Node->Value == Run && Node->Last == Run);
    CHECK(isEmpty(Node));
    transaction <Pool> {
      Node->Value++;
      fill(Node);
      Node->Last++;
    }
    CHECK(isFull(Node));
  }
}

static void notRolledBack(void) {
  reopen();
  transaction <Pool> {
    fill(Node);
    Node->Value = 100;
    stet_abort(1);
  }
  CHECK(isFull(Node) && Node->Value == 3);
  // Through a pointer either.
  int *Hits = &Node->Hits;
  transaction <Pool> {
    *Hits = 7;
    stet_abort(1);
  }
  CHECK(Node->Hits == 7);
  // Outside of every transaction.
  Node->Inner.A = 1;
  CHECK(Node->Inner.A == 1);
}

static void newObjects(void) {
  struct node *Old = NULL, *New = NULL;
  transaction <Pool> { Old = stet_calloc(1, sizeof(*Old)); }
  fill(Old);
  transaction <Pool> { stet_free(Old); }
  transaction <Pool> {
    New = stet_malloc(sizeof(*New));
    CHECK(isEmpty(New));
    fill(New);
    stet_abort(1);
  }
  transaction <Pool> {
    New = stet_malloc(sizeof(*New));
    CHECK(isEmpty(New));
    New = stet_realloc(New, 1000 * sizeof(*New));
    CHECK(isEmpty(New) && isEmpty(New + 999));
    stet_free(New);
  }
}

static void copies(void) {
  struct pair *Pair = (struct pair *)Node;
  reopen();
  fill(&Pair->First);
  fill(&Pair->Second);
  reopen();
  fill(&Pair->Second);
  // What an earlier run has left in First is not copied.
  transaction <Pool> { Pair->Second = Pair->First; }
  CHECK(isEmpty(&Pair->Second));
  fill(&Pair->First);
  struct node Local = Pair->First;
  CHECK(isFull(&Local));
  transaction <Pool> {
    Pair->Second = Local;
    stet_abort(1);
  }
  reopen();
  struct pair Both = *Pair;
  CHECK(isEmpty(&Both.First) && isEmpty(&Both.Second));
}

static void *countInThread(void *Barrier) {
  pthread_barrier_wait(Barrier);
  Node->Counter += 1;
  return NULL;
}
/// What is read from the file again is of an earlier time.
static void trimmed(void) {
  reopen();
  fill(Node);
  CHECK(stet_trim(Pool) == 0);
  CHECK(DURABILITY == STET_DURABILITY_PROCESS ? isFull(Node) : isEmpty(Node));
}

static void threads(void) {
  for (int Run = 0; Run < 20; ++Run) {
    reopen();
    pthread_t Threads[4];
    pthread_barrier_t Barrier;
    pthread_barrier_init(&Barrier, NULL, 4);
    for (int I = 0; I < 4; ++I)
      pthread_create(&Threads[I], NULL, countInThread, &Barrier);
    for (int I = 0; I < 4; ++I)
      pthread_join(Threads[I], NULL);
    CHECK(Node->Counter == 4);
    Node->Counter = -1;
  }
}

int main(void) {
  snprintf(Path, sizeof(Path), "%s.own", getenv("STET_POOL"));
  zeroedAtEachOpen();
  notRolledBack();
  newObjects();
  copies();
  trimmed();
  threads();
  CHECK(stet_pool_close(Pool) == 0);
  unlink(Path);
  return Failures != 0;
}
