// Objects that were born in the block, and locals that nobody reads after an abort.
// RUN: %clangxx_stet_verify %s
// RUN: %clangxx_stet_verify -fno-exceptions %s
// RUN: %clang_stet_verify -x c -std=c11 %s
// expected-no-diagnostics
#include <stet.h>
[[persistent]] int kept;
int use(int);
void set(int *p) { *p = 1; }

void born(int *unknown, int by_value) {
  int counter, dead = 0, rewritten = 0;
  transaction <> {
    int local = 0;
    ++local;
    set(&local);
    for (int i = 0; i < 3; ++i)
      kept += i;
    for (counter = 0; counter < 3; ++counter)
      kept += counter;
    dead = 1;
    kept = dead + local;
    rewritten = kept;
    *unknown = 1;
    by_value = 2;
    kept = by_value + rewritten;
  }
  rewritten = 1;
  use(rewritten);
}
