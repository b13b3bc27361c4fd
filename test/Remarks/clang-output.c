// Clang prints a remark like those of its own passes: place, text, line of the source, option. Needs no -g.
// RUN: %clang_stet -O2 -Rpass=stet -c %s -o %t.o 2>&1 | FileCheck %s
#include <stet.h>
[[persistent]] long n;
void set(long v) {
  transaction <> { n = v; }
  // CHECK:      clang-output.c:[[#@LINE-1]]:22: remark: store of 8 bytes to variable 'n' is saved without a test: its memory is proven persistent [-Rpass=stet]
  // CHECK-NEXT: transaction <> { n = v; }
  // CHECK-NEXT: ^
}
// CHECK-NOT: remark
