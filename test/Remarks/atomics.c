// Atomic operations are told of by their kind.
// RUN: %clang_stet -O0 -Rpass=stet -Xclang -verify -c %s -o %t.o
// RUN: %clang_stet -O2 -Rpass=stet -Xclang -verify -c %s -o %t.o
#include <stdatomic.h>
#include <stet.h>
[[persistent]] _Atomic int n;
void add(void) {
  transaction <> {
    atomic_fetch_add(&n, 2); // expected-remark {{atomic operation of 4 bytes to variable 'n' is saved without a test: its memory is proven persistent}}
  }
}
void exchange(int expected) {
  transaction <> {
    atomic_compare_exchange_strong(&n, &expected, 2); // expected-remark {{compare-and-exchange of 4 bytes to variable 'n' is saved without a test: its memory is proven persistent}}
  }
}
