; Where code in and out of a block has been merged, the mode at run time decides.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare ptr @stet.variable.address(ptr) nounwind willreturn memory(none)
declare ptr @__stet_block_begin(i64, ptr)
declare void @abort() noreturn
@V = external global [12 x i64]

; CHECK-LABEL: define void @f(
define void @f(i1 %b) "stet-entry-mode"="outside" {
  %p = call ptr @stet.variable.address(ptr @V)
  br i1 %b, label %in, label %tail
in:
  %g = call ptr @__stet_block_begin(i64 0, ptr null)
  br label %tail
; CHECK:      tail:
; CHECK:      [[MODE:%.*]] = load i32, ptr %{{.*}}, align 4, !nosanitize
; CHECK-NEXT: [[IN:%.*]] = icmp ne i32 [[MODE]], 0
; CHECK-NEXT: br i1 [[IN]], label %[[SAVE:.*]], label %[[STORE:.*]], !prof
; CHECK:      [[SAVE]]:
; CHECK-NEXT: call void @stet_snapshot(ptr %p, i64 4)
; CHECK:      [[STORE]]:
; CHECK-NEXT: store i32 2, ptr %p
tail:
  store i32 2, ptr %p
  call void @abort()
  unreachable
}
