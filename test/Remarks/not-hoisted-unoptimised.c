// Without optimisation no snapshot is moved out of a loop.
// RUN: %clang_stet -O0 -Rpass-missed=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
[[persistent]] long table[64];
void fill(void) {
  transaction <> {
    for (int i = 0; i < 64; ++i)
      table[i] = i; // expected-remark {{store of 8 bytes to variable 'table' is saved in each iteration of the loop: the function is compiled without optimisation}}
  }
}
