// With debug information, local variables have names.
// RUN: %clang_stet -O0 -g -Rpass-analysis=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
void use(int *);
void set(int v) {
  transaction <> {
    int local = v; // expected-remark {{store of 4 bytes to local variable 'local' needs no snapshot: its memory is proven volatile}}
    use(&local);
  }
}
