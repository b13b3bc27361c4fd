// An abort in the block's own function branches; it does not unwind.
// RUN: %clang_stet -std=c11 -O1 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>
// CHECK-LABEL: define {{.*}} @f(
// CHECK-NOT:   stet_abort(
// CHECK:       [[EXCEPTION:%.*]] = {{.*}}call ptr @stet_block_abort_locally(i32 5)
// CHECK-NEXT:  {{.*}}call i32 @stet_block_unwound(ptr {{%.*}}, ptr [[EXCEPTION]])
// CHECK:       ret i32
int f(int n) {
  int r = 1;
  transaction <> {
    if (n)
      stet_abort(5);
    r = 2;
  }
  return r;
}
