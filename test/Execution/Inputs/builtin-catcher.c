// Jumps by what the compiler makes of __builtin_longjmp: no function is called that libstet could
// stand before.
#include "catcher.h"

static void *Place[5];

__attribute__((noinline)) int caught(void (*Body)(void *), void *Argument) {
  if (__builtin_setjmp(Place))
    return 1;
  Body(Argument);
  return 0;
}

void fail(int Value) { __builtin_longjmp(Place, 1); }
