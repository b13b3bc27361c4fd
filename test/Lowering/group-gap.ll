; Bytes that lie between those stored are not saved: another thread may own them. Only the
; last snapshot of the run has a fence.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

; CHECK-LABEL: define void @f(
define void @f(ptr %p) "stet-entry-mode"="inside" {
; CHECK:      br i1
; CHECK:      call void @stet_snapshot_unfenced(ptr %p, i64 4)
; CHECK-NEXT: [[Q:%.*]] = getelementptr i8, ptr %p, i64 8
; CHECK-NEXT: call void @stet_snapshot(ptr [[Q]], i64 4)
; CHECK-NEXT: br label
; CHECK:      store i32 1, ptr %p
  store i32 1, ptr %p
  %q = getelementptr inbounds i8, ptr %p, i64 8
; CHECK-NOT:  br
; CHECK:      store i32 1, ptr %q
  store i32 1, ptr %q
  ret void
}
