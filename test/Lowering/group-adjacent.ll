; Stores to adjacent fields take one snapshot of all of them.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare void @stet_abort(i32) ; a file that knows of persistence tests inline

; CHECK-LABEL: define void @f(
define void @f(ptr %p) "stet-entry-mode"="inside" {
; CHECK:      call void @stet_snapshot(ptr %p, i64 16)
; CHECK-NOT:  snapshot
; CHECK:      ret void
  %q = getelementptr inbounds i8, ptr %p, i64 8
  store i64 1, ptr %q
  store i32 2, ptr %p
  %r = getelementptr inbounds i8, ptr %p, i64 4
  store i32 3, ptr %r
  ret void
}
