// A jump that libstet cannot see, out of a block to code without the plugin: the next block that
// begins, or the one around it that ends, ends the program with a message; nothing of the block
// that was left is committed, at the end of the program neither.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O1 -c %S/Inputs/builtin-catcher.c -o %t/catcher.o
// RUN: %clang_stet -w -O0 -I%S/Inputs %s %t/catcher.o %link_stet -o %t/slow
// RUN: %clang_stet -w -O2 -I%S/Inputs %s %t/catcher.o %link_stet -o %t/fast
// RUN: env STET_POOL=%t/pool %t/fast exit
// RUN: env STET_POOL=%t/pool %t/fast check
// RUN: not --crash env STET_POOL=%t/pool %t/slow next 2>&1 | FileCheck --check-prefix=NEXT %s
// RUN: not --crash env STET_POOL=%t/pool %t/fast next 2>&1 | FileCheck --check-prefix=NEXT %s
// RUN: not --crash env STET_POOL=%t/pool %t/fast outer 2>&1 | FileCheck --check-prefix=OUTER %s
// RUN: env STET_POOL=%t/pool %t/fast check
// RUN: env STET_POOL=%t/pool %t/slow deeper
// RUN: env STET_POOL=%t/pool %t/fast deeper
// RUN: rm %t/pool*
// NEXT: stet: a transaction block was left by a jump that libstet could not see
// OUTER: stet: transaction blocks are not left in the reverse order
#include "catcher.h"
#include "check.h"
#include <stet.h>
#include <string.h>

__attribute__((persistent)) long G, H;

NOINLINE static void failInBlock(void *Unused) {
  transaction <> {
    G = 5;
    fail(1);
  }
}

NOINLINE static void change(long Value) {
  transaction <> { H = Value; }
}

int main(int Count, char **Arguments) {
  const char *Way = Arguments[1];
  if (strcmp(Way, "check") == 0) {
    CHECK(G == 0 && H == 0);
  } else if (strcmp(Way, "outer") == 0) {
    transaction <> {
      H = 1;
      caught(failInBlock, 0);
    }
    CHECK(0);
  } else if (strcmp(Way, "deeper") == 0) {
    // Blocks in blocks, the inner ones in frames of any size.
    transaction <> {
      for (long I = 1; I < 100; ++I) {
        char Room[I * 16];
        memset(Room, (int)I, sizeof Room);
        transaction <> { G += Room[3]; }
        change(Room[0]);
      }
      transaction <> { H++; }
    }
    transaction <> { G = H = 0; }
  } else {
    caught(failInBlock, 0);
    if (strcmp(Way, "next") == 0) {
      change(2);
      CHECK(0);
    }
  }
  return 0;
}
