// What a block stored to memory that it allocated is seen again after an inner block that
// changed it has aborted, also when the allocator is called `malloc` by its attributes.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clang_stet -std=c11 -I%S/Inputs %s %link_stet
#include "check.h"
#include <stet.h>
[[persistent]] long *Kept;
[[persistent]] long Seen;
__attribute__((malloc, noinline)) static void *wrapper(size_t Size) { return stet_malloc(Size); }
NOINLINE static void plain(int Abort) {
  transaction <> {
    long *P = stet_malloc(64);
    P[0] = 1;
    transaction <> {
      P[0] = 2;
      if (Abort)
        stet_abort(7);
    }
    Seen = P[0];
    Kept = P;
  }
  CHECK(Seen == 1 && Kept[0] == 1);
}
NOINLINE static void wrapped(int Abort) {
  transaction <> {
    long *P = wrapper(64);
    P[0] = 1;
    transaction <> {
      P[0] = 2;
      if (Abort)
        stet_abort(7);
    }
    Seen = P[0];
    Kept = P;
  }
  CHECK(Seen == 1 && Kept[0] == 1);
}
NOINLINE static void zeroed(int Abort) {
  transaction <> {
    long *P = stet_calloc(8, 8);
    transaction <> {
      P[0] = 2;
      if (Abort)
        stet_abort(7);
    }
    Seen = P[0];
    Kept = P;
  }
  CHECK(Seen == 0 && Kept[0] == 0);
}
int main(void) {
  plain(1);
  wrapped(1);
  zeroed(1);
  return Failures != 0;
}
