// Where restored memory is saved, and how much of it.
// RUN: %clang_stet -O0 -Rpass-analysis=stet -Xclang -verify -c %s -o %t.o
// RUN: %clang_stet -O2 -Rpass-analysis=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
[[stet::restored]] static struct { long hits, misses; } statistics;
void use(void *);
void hit(void) {
  transaction <> {
    ++statistics.hits; // expected-remark {{a restored object is saved here: 8 bytes}} expected-remark {{store of 8 bytes to global variable 'statistics' needs no snapshot: its memory is proven volatile}}
    use(&statistics); // expected-remark {{a restored object is saved here: 16 bytes, as what is changed through its address is not known}}
  }
}
