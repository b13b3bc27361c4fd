// A function marked [[stet::transaction_pure]] is called as it is: no instrumented body, no
// snapshots, also where it holds inline assembly.
// RUN: %clang_stet -std=c23 -O1 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>
[[persistent]] int n;

[[stet::transaction_pure]] __attribute__((noinline)) void spin(int *p) {
  __asm__ volatile("pause" ::: "memory");
  *p = 1;
}
__attribute__((noinline)) void other(int *p) { *p = 1; }

// CHECK-NOT: @spin.tx
// CHECK: define {{.*}}@spin({{.*}} [[PURE:#[0-9]+]]
// CHECK-NOT: stet_snapshot
// CHECK: define {{.*}}@f(
void f(int *p) {
  // CHECK: call void @spin(
  // CHECK: call void @other.tx(
  transaction <> {
    spin(p);
    other(p);
  }
}
// CHECK-NOT: @spin.tx
// CHECK: attributes [[PURE]] = {{.*}}"stet-transaction-pure"
// CHECK-NOT: stet.transaction_pure
