// Bytes that are saved already need no second snapshot.
// RUN: %clang_stet -O2 -Rpass=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
[[persistent]] long n;
void elsewhere(void);
[[stet::suppress("uninstrumented-call")]] void set(long v) {
  transaction <> {
    n = v; // expected-remark {{store of 8 bytes to variable 'n' is saved without a test: its memory is proven persistent}}
    elsewhere();
    n = v + 1; // expected-remark {{store of 8 bytes to variable 'n' needs no snapshot: its bytes have been saved at line 8}}
  }
}
