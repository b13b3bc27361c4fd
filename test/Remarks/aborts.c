// Whether an abort unwinds the stack is told.
// RUN: %clang_stet -O2 -Rpass=stet -Rpass-missed=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
void check(int ok) {
  transaction <> {
    if (!ok)
      stet_abort(1); // expected-remark {{abort goes to the end of its block without unwinding}}
  }
}
void fail(void) {
  stet_abort(2); // expected-remark {{abort unwinds the stack: its block does not end in the same function, or cleanups come first}}
}
