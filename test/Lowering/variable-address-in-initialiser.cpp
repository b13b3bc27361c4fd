// A persistent variable's address in an initialiser becomes code: in another persistent
// variable part of its first value, in an ordinary one a constructor.
// RUN: %clangxx_stet -O1 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>
struct [[persistent]] node {
  long value;
  node *next;
};
[[persistent]] node sentinel = {1, nullptr};
[[persistent]] node first = {2, &sentinel};
long *ordinary = &sentinel.value;

// CHECK-DAG: @ordinary = {{.*}}global ptr null
// CHECK-DAG: @first.stet = {{.*}} ptr null, ptr @first.stet.init, i32 0, i32 0,
// CHECK-DAG: @llvm.global_ctors = {{.*}} i32 101, ptr @ordinary.stet.init,
