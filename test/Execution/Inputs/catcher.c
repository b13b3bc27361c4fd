// A library without the plugin that handles errors with setjmp: as interpreters and
// image libraries do. In the other build ELSEWHERE jumps by the checking longjmp.
#include "catcher.h"
#include <setjmp.h>
#include <stddef.h>

static __thread jmp_buf *Innermost;
static __thread sigjmp_buf SignalPlace;

int caught(void (*Body)(void *), void *Argument) {
  jmp_buf Place, *Outer = Innermost;
  Innermost = &Place;
  int Value = setjmp(Place);
  if (!Value)
    Body(Argument);
  Innermost = Outer;
  return Value;
}

int caught_signal(void (*Body)(void *), void *Argument) {
  int Value = sigsetjmp(SignalPlace, 1);
  if (!Value)
    Body(Argument);
  return Value;
}

// Not a tail call: the checked mode names this function.
void fail(int Value) {
  longjmp(*Innermost, Value);
}
void fail_simply(int Value) { _longjmp(*Innermost, Value); }
void fail_in_handler(int Signal) { siglongjmp(SignalPlace, Signal); }
