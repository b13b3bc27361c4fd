// Each block has its own token; the inner one's abort goes on behind the inner one.
// RUN: %clang_stet -std=c11 -O1 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>
void one(void);
void two(void);
// CHECK-LABEL: define {{.*}} @f(
void f(void) {
  transaction <> {
    transaction <> { one(); }
    two();
  }
}
// CHECK:      [[OUTER:%.*]] = {{.*}}call ptr @__stet_block_begin(
// CHECK:      [[INNER:%.*]] = {{.*}} ptr @__stet_block_begin(
// CHECK:      invoke void @one()
// CHECK-DAG:  call i32 @stet_block_commit(ptr [[INNER]])
// CHECK-DAG:  call i32 @stet_block_unwound(ptr [[INNER]],
// CHECK-DAG:  invoke void @two()
// CHECK-DAG:  call i32 @stet_block_commit(ptr [[OUTER]])
// CHECK-DAG:  call i32 @stet_block_unwound(ptr [[OUTER]],
