// A dynamic initialiser is called by the runtime, once in the life of the pool, and not by
// the program's start; no destructor is registered.
// RUN: %clangxx_stet -O1 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>
int compute();
struct [[persistent]] object {
  object();
  ~object();
  int x;
};
[[persistent]] int number = compute();
[[persistent]] object thing;
template <class T> struct holder {
  [[persistent]] static T member;
};
template <class T> T holder<T>::member = compute();
template struct holder<long>;

// CHECK-DAG: @number.stet = {{.*}} ptr null, ptr [[NUMBER:@.*]], i32 0, i32 0,
// CHECK-DAG: @thing.stet = {{.*}} ptr null, ptr [[THING:@.*]], i32 0, i32 0,
// CHECK-DAG: @_ZN6holderIlE6memberE.stet = weak_odr {{.*}} ptr null, ptr [[MEMBER:@.*]], i32 0, i32 0,
// CHECK-DAG: @llvm.global_ctors = appending global [1 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 100, ptr @stet.register, ptr null }]
// CHECK-NOT: __cxa_atexit
// CHECK-NOT: _GLOBAL__sub_I
