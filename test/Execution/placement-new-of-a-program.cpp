// Memory from a program's own placement operator new may be persistent.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_stet -O2 -DDEFINE -c -I%S/Inputs %s -o %t/arena.o
// RUN: %every_level %t/levels %clangxx_stet -I%S/Inputs %s %t/arena.o %link_stet
#include "check.h"
#include <stet.h>
struct arena {
  long Place;
};
void *operator new(size_t, arena &);
extern arena &TheArena;
#ifdef DEFINE
[[persistent]] arena Persistent;
arena &TheArena = Persistent;
void *operator new(size_t, arena &A) { return &A.Place; }
#else
int main() {
  transaction <> { *new (TheArena) long = 5; }
  long *P = nullptr;
  try {
    transaction <> {
      P = new (TheArena) long;
      *P = 77;
      stet::abort();
    }
  } catch (stet::aborted &) {
  }
  CHECK(*P == 5);
  return Failures != 0;
}
#endif
