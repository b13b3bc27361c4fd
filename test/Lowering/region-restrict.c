// The end of a block makes what `restrict` pointers point to durable: no store in the block
// is moved or removed over it.
// RUN: %clang_stet -O2 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>

static void set(int *restrict p, int v) {
  transaction <> { *p = v; }
}

// CHECK-LABEL: define {{.*}} @twice(
void twice(int *restrict p, int v) {
  // CHECK: @__stet_block_begin
  // CHECK: store i32 %{{.*}}, ptr %0
  // CHECK: @stet_block_commit
  // CHECK: @__stet_block_begin
  // CHECK: store i32 %{{.*}}, ptr %0
  // CHECK: @stet_block_commit
  set(p, v);
  set(p, v + 1);
}
