// Assembly of known extent, jumps out of a block and within it, longjmp.
// RUN: %clang_stet_verify -std=gnu11 %s
// expected-no-diagnostics
#include <setjmp.h>
#include <stet.h>
[[persistent]] int kept;
static jmp_buf place;
void statements(int n) {
  transaction <> {
    __asm__("incl %0" : "+m"(kept));
    __asm__("" : : "r"(n));
    if (n == 1)
      goto inside;
    if (n == 2)
      goto behind;
    if (n == 3)
      longjmp(place, 1); // rolls the block back
  inside:
    kept = n;
  }
behind:;
}
