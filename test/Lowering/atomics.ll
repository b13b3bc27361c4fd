; Atomic accesses take a snapshot of their own, next to them.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare void @stet_abort(i32) ; a file that knows of persistence tests inline

; CHECK-LABEL: define void @f(
define void @f(ptr %p, ptr %q) "stet-entry-mode"="inside" {
; CHECK: call void @stet_snapshot(ptr %p, i64 4)
; CHECK: atomicrmw add ptr %p
  %old = atomicrmw add ptr %p, i32 1 seq_cst
; CHECK: call void @stet_snapshot(ptr %q, i64 8)
; CHECK: cmpxchg ptr %q
  %pair = cmpxchg ptr %q, i64 0, i64 1 seq_cst seq_cst
  %r = getelementptr inbounds i8, ptr %q, i64 8
; CHECK: call void @stet_snapshot(ptr %{{.*}}, i64 4)
; CHECK: store atomic i32 0, ptr %r release
  store atomic i32 0, ptr %r release, align 4
  ret void
}
