// A block in C: the way on commits; the way out by unwinding asks whether the abort ends
// here, and then goes on behind the block. No marker is left.
// RUN: %clang_stet -std=c11 -O1 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>
void work(void);
void done(void);
// CHECK-LABEL: define {{.*}} @f(
void f(void) {
  transaction <> { work(); }
  done();
}
// CHECK:         [[TOKEN:%.*]] = {{.*}}call ptr @__stet_block_begin(i64 noundef 0, ptr noundef null)
// CHECK-NEXT:    invoke void @work()
// CHECK-NEXT:      to label %[[ON:.*]] unwind label %[[PAD:.*]]
// CHECK:       [[ON]]:
// CHECK-NEXT:    {{.*}}call i32 @stet_block_commit(ptr [[TOKEN]])
// CHECK-NEXT:    br label %[[BEHIND:.*]]
// CHECK:       [[PAD]]:
// CHECK-NEXT:    [[LANDING:%.*]] = landingpad { ptr, i32 }
// CHECK-NEXT:      cleanup
// CHECK-NEXT:    [[EXCEPTION:%.*]] = extractvalue { ptr, i32 } [[LANDING]], 0
// CHECK-NEXT:    [[ENDS:%.*]] = {{.*}}call i32 @stet_block_unwound(ptr [[TOKEN]], ptr [[EXCEPTION]])
// CHECK-NEXT:    [[GOES_ON:%.*]] = icmp eq i32 [[ENDS]], 0
// CHECK-NEXT:    br i1 [[GOES_ON]], label %[[RESUME:.*]], label %[[BEHIND]]
// CHECK:       [[RESUME]]:
// CHECK-NEXT:    resume { ptr, i32 } [[LANDING]]
// CHECK:       [[BEHIND]]:
// CHECK-NEXT:    {{.*}}call void @done()
// CHECK-NOT:   __stet_block_{{end|aborted}}
