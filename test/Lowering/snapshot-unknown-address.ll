; An address of unknown storage class is tested for the window of pools; the snapshot is
; behind a branch that is seldom taken.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare void @stet_abort(i32) ; a file that knows of persistence tests inline

; CHECK-LABEL: define void @f(
define void @f(ptr %p) "stet-entry-mode"="inside" {
; CHECK:      [[N:%.*]] = ptrtoint ptr %p to i64
; CHECK-NEXT: [[W:%.*]] = lshr i64 [[N]], 44
; CHECK-NEXT: [[T:%.*]] = icmp eq i64 [[W]], 2
; CHECK-NEXT: br i1 [[T]], label %[[COLD:.*]], label %[[STORE:.*]], !prof
; CHECK:      [[COLD]]:
; CHECK-NEXT: call void @stet_snapshot(ptr %p, i64 8)
; CHECK-NEXT: br label %[[STORE]]
; CHECK:      [[STORE]]:
; CHECK-NEXT: store i64 1, ptr %p
  store i64 1, ptr %p
  ret void
}
