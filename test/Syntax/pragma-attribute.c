// Types and variables of code that can't be edited are annotated from outside.
// RUN: %clang_stet -std=c11 -O1 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>
#pragma clang attribute push([[persistent]], apply_to = any(record(unless(is_union)), variable(is_global)))
struct item {
  int x;
};
struct item *first;
static int count;
#pragma clang attribute pop
int other;
// CHECK-DAG: @first.stet = {{.*}}global %struct.stet_variable
// CHECK-DAG: @count.stet = internal global %struct.stet_variable
// CHECK-DAG: @other = {{.*}}global i32 0
int use(void) { return first->x + count++ + other; }
