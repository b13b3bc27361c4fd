// An abort reaches its block when a frame on the way runs a cleanup, whatever the distance
// on the stack between that frame and the abort: nothing that unwinding needs lies in
// frames that are gone by then.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clang_stet -std=c11 -I%S/Inputs %s %link_stet
#include "check.h"
#include <alloca.h>
#include <stet.h>

[[persistent]] long G;

static int Cleanups;
static void note(int *P) { Cleanups += *P; }

NOINLINE static void abortAt(unsigned Distance) {
  volatile char *Room = alloca(Distance + 1);
  Room[Distance] = 1;
  stet_abort(5 + Room[Distance]);
}
NOINLINE static void cleanUp(unsigned Distance) {
  __attribute__((cleanup(note))) int One = 1;
  abortAt(Distance);
  G = 2;
}

int main(void) {
  enum { Most = 4096, Step = 16 }; // of the stack's alignment
  int Blocks = 0;
  for (unsigned Distance = 0; Distance < Most; Distance += Step, ++Blocks) {
    transaction<> {
      G = 1;
      cleanUp(Distance);
    }
    CHECK(stet_last_abort() == 6);
    CHECK(G == 0);
  }
  CHECK(Cleanups == Blocks);
  return Failures != 0;
}
