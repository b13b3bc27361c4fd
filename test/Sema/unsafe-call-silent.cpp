// Unsafe functions outside of blocks, by their address, in operands that are not evaluated.
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
// expected-no-diagnostics
#include <stet.h>
[[stet::transaction_unsafe]] int wait(void);
[[persistent]] int kept;
int safe(void);
static int calls_it(void) { return wait(); }
[[stet::transaction_pure]] static int answers_for_it(void) { return wait(); }
void f(void) {
  wait();
  transaction <> {
    int (*pointer)(void) = wait;
    kept = safe() + (pointer == wait) + (int)sizeof wait();
    answers_for_it();
  }
  calls_it();
}
