// A store of a function that was inlined is told of where it stands, in a header, say; other stores are named with the
// file when that is another one.
// RUN: %clang_stet -O2 -fno-slp-vectorize -Rpass=stet -c %s -o %t.o 2>&1 | FileCheck %s
#include "Inputs/Account.h"
#include <stet.h>
[[persistent]] struct Account account;
[[persistent]] long total;
void add(long by) {
  transaction <> {
    change(&account, by);
    total += by;
  }
}
// CHECK: Account.h:3:14: remark: store of 8 bytes to variable 'account' is saved without a test
// CHECK: Account.h:4:14: remark: store of 8 bytes to variable 'account' is saved together with that at line 3: one snapshot
// CHECK: header.c:11:11: remark: store of 8 bytes to variable 'total' is saved together with that at Account.h:3: two snapshots, one fence
