// Checked mode reports a block that longjmp leaves: in longjmp, with the function that called
// it, when setjmp is elsewhere, with or without the plugin; behind setjmp, with the function
// that it is in, when the block is in the same one.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O1 -c %S/../Execution/Inputs/catcher.c -o %t/catcher.o
// RUN: %clangxx_stet -w -O1 -I%S/../Execution/Inputs %s %t/catcher.o %link_stet -o %t/program
// RUN: %python %S/Inputs/expect.py %t/program %s
#include "Inputs/planted.h"
#include "catcher.h"
#include <csetjmp>

[[persistent]] long Counter;

static void failInBlock(void *) {
  transaction<> {
    Counter++;
    fail(1);
  }
}
static void failInSight(void *) { fail(1); }
[[gnu::noinline]] static void jumpHere() {
  std::jmp_buf Place;
  if (setjmp(Place) == 0)
    transaction<> {
      Counter++;
      std::longjmp(Place, 1);
    }
}

int main(int, char **Arguments) {
  auto is = [&](const char *Name) { return std::strcmp(Arguments[1], Name) == 0; };
  // EXPECT nothing
  transaction<> { Counter = 1; }
  // EXPECT elsewhere: longjmp has left a transaction block: its changes are rolled back
  // EXPECT elsewhere: by:     fail + 0x
  if (is("elsewhere"))
    caught(failInBlock, nullptr);
  // EXPECT here: longjmp has left a transaction block
  // EXPECT here: to:     jumpHere() + 0x
  if (is("here"))
    jumpHere();
  // EXPECT inside
  if (is("inside"))
    transaction<> { caught(failInSight, nullptr); }
  if (Counter != 1)
    return 2;
  std::puts("went on");
}
