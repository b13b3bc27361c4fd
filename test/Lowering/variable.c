// A persistent variable is a descriptor with its name, layout, size, alignment and first
// value, which a constructor registers; an access loads the address from it.
// RUN: %clang_stet -std=c11 -O1 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>
struct [[persistent]] node {
  long value;
  struct node *next;
};
[[persistent]] struct node *head;
[[persistent]] static int counter = 7;
[[persistent]] extern long elsewhere;

// CHECK-DAG: [[NAME:@.*]] = private unnamed_addr constant [5 x i8] c"head\00"
// CHECK-DAG: [[LAYOUT:@.*]] = private unnamed_addr constant {{.*}} c"node *\0Astruct node size 16 align 8\0A  0 8 long value\0A  8 8 node * next\0A\00"
// CHECK-DAG: @head.stet = {{.*}}global %struct.stet_variable { ptr null, ptr [[NAME]], ptr [[LAYOUT]], i64 8, i64 8, ptr null, ptr null, i32 0, i32 0, {{.*}} }
// CHECK-DAG: [[INTERNAL:@.*]] = private unnamed_addr constant [19 x i8] c"counter@variable.c\00"
// CHECK-DAG: [[IMAGE:@.*]] = private {{.*}}constant i32 7
// CHECK-DAG: @counter.stet = internal global %struct.stet_variable { ptr null, ptr [[INTERNAL]], ptr {{@.*}}, i64 4, i64 4, ptr [[IMAGE]], ptr null
// CHECK-DAG: @elsewhere.stet = external {{.*}}global %struct.stet_variable
// CHECK-DAG: @stet.variables = private constant [2 x ptr] [ptr @head.stet, ptr @counter.stet]
// CHECK-DAG: @llvm.global_ctors = {{.*}} { i32 100, ptr @stet.register, ptr null }
// CHECK-NOT: @head = 

// CHECK-LABEL: define {{.*}} @get(
// CHECK:         [[KNOWN:%.*]] = load ptr, ptr @head.stet
// CHECK-NEXT:    [[UNKNOWN:%.*]] = icmp eq ptr [[KNOWN]], null
// CHECK-NEXT:    br i1 [[UNKNOWN]], label %[[SLOW:.*]], label %[[GO_ON:.*]], !prof
// CHECK:       [[SLOW]]:
// CHECK-NEXT:    [[RESOLVED:%.*]] = call ptr @stet_variable_resolve(ptr @head.stet)
// CHECK:       [[GO_ON]]:
// CHECK-NEXT:    [[ADDRESS:%.*]] = phi ptr
// CHECK-NEXT:    load ptr, ptr [[ADDRESS]]
struct node *get(void) { return head; }
long sum(void) { return counter + elsewhere; }
