// A block in C++: an exception rolls it back and goes on; a commit may throw.
// RUN: %clangxx_stet -O1 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>
void work();
// CHECK-LABEL: define {{.*}} @_Z1fv(
void f() {
  transaction <> { work(); }
}
// CHECK:         [[TOKEN:%.*]] = {{.*}}call ptr @__stet_block_begin_cxx(i64 noundef 0, ptr noundef null)
// CHECK-NEXT:    invoke void @_Z4workv()
// CHECK-NEXT:      to label %[[ON:.*]] unwind label %[[PAD:.*]]
// CHECK:       [[ON]]:
// CHECK-NEXT:    {{.*}}call i32 @stet_block_commit(ptr [[TOKEN]])
// CHECK:       [[PAD]]:
// CHECK-NEXT:    [[LANDING:%.*]] = landingpad { ptr, i32 }
// CHECK-NEXT:      cleanup
// CHECK-NEXT:    [[EXCEPTION:%.*]] = extractvalue { ptr, i32 } [[LANDING]], 0
// CHECK-NEXT:    {{.*}}call i32 @stet_block_unwound(ptr [[TOKEN]], ptr [[EXCEPTION]])
// CHECK-NEXT:    resume { ptr, i32 } [[LANDING]]
