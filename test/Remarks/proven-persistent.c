// Stores to persistent variables are told as proven, with the variable's name; at every level.
// RUN: %clang_stet -O0 -Rpass=stet -Rpass-missed=stet -Xclang -verify -c %s -o %t.o
// RUN: %clang_stet -O2 -Rpass=stet -Rpass-missed=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
[[persistent]] struct { char small; long numbers[4]; } data;
void set(long v) {
  transaction <> {
    data.numbers[2] = v; // expected-remark {{store of 8 bytes to variable 'data' is saved without a test: its memory is proven persistent}}
  }
  transaction <> {
    data.small = v; // expected-remark {{store of 1 byte to variable 'data' is saved without a test: its memory is proven persistent}}
  }
}
