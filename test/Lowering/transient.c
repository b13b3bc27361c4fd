// Each access goes through stet_transient, in and out of transactions, and is not
// snapshotted.
// RUN: %clang_stet -O1 -S -emit-llvm -fno-discard-value-names %s -o - | FileCheck %s
#include <stet.h>
struct [[persistent]] node {
  long Value;
  __attribute__((transient)) int Cache;
};

// CHECK-LABEL: define {{.*}} @set(
void set(struct node *N) {
  // CHECK:      call ptr @__stet_block_begin(
  // CHECK-NOT:  stet_snapshot
  // CHECK:      [[FIELD:%.*]] = getelementptr inbounds {{.*}}i8, ptr %N, i64 8
  // CHECK-NEXT: [[CACHE:%.*]] = {{.*}}call ptr @stet_transient(ptr {{.*}}[[FIELD]], i64 4)
  // CHECK-NEXT: store i32 1, ptr [[CACHE]]
  // CHECK-NOT:  stet_snapshot
  transaction <> { N->Cache = 1; }
  // CHECK: ret void
}

// CHECK-LABEL: define {{.*}} @get(
int get(const struct node *N) {
  // CHECK:      [[CACHE:%.*]] = {{.*}}call ptr @stet_transient(
  // CHECK-NEXT: load i32, ptr [[CACHE]]
  return N->Cache;
}

// CHECK-LABEL: define {{.*}} @copy(
void copy(struct node *To, const struct node *From) {
  // CHECK-DAG: call ptr @stet_transient_part(ptr {{.*}}%From, i64 {{.*}}8, i64 {{.*}}4)
  // CHECK-DAG: call ptr @stet_transient_part(ptr {{.*}}%To, i64 {{.*}}8, i64 {{.*}}4)
  // CHECK:     memcpy
  *To = *From;
}
// CHECK-NOT: call {{.*}}annotation
