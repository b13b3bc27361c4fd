; A call may synchronise with another thread: no snapshot moves over it.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare void @stet_abort(i32) ; a file that knows of persistence tests inline

declare void @unlock_and_lock()

; CHECK-LABEL: define void @f(
define void @f(ptr %p) "stet-entry-mode"="inside" {
; CHECK: call void @stet_snapshot(ptr %p, i64 4)
; CHECK: store i32 1, ptr %p
  store i32 1, ptr %p
; CHECK: call void @unlock_and_lock()
  call void @unlock_and_lock()
; CHECK: call void @stet_snapshot(ptr %{{.*}}, i64 4)
; CHECK: store i32 1, ptr %q
  %q = getelementptr inbounds i8, ptr %p, i64 4
  store i32 1, ptr %q
  ret void
}
