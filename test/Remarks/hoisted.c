// The stores of a loop that fills consecutive memory are saved in front of it.
// RUN: %clang_stet -O1 -fno-unroll-loops -Rpass=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
[[persistent]] long table[64];
void fill(long first) {
  transaction <> {
    for (int i = 0; i < 64; ++i)
      // expected-remark@+2 {{store of 8 bytes to variable 'table' is saved in front of the loop: one snapshot for all iterations}}
      // expected-remark@+1 {{stores of the loop to variable 'table' is saved without a test: its memory is proven persistent}}
      table[i] = first + i;
  }
}
