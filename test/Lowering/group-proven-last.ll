; In a run, addresses of unknown class share one branch; what is proven persistent comes
; last, with the fence.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare ptr @stet.variable.address(ptr) nounwind willreturn memory(none)
@V = external global [12 x i64]

; CHECK-LABEL: define void @f(
define void @f(ptr %p, ptr %q) "stet-entry-mode"="inside" {
; CHECK:      [[V:%.*]] = call ptr @stet.variable.address
; CHECK:      [[P:%.*]] = icmp eq i64
; CHECK:      [[Q:%.*]] = icmp eq i64
; CHECK-NEXT: [[ANY:%.*]] = or i1 [[P]], [[Q]]
; CHECK-NEXT: br i1 [[ANY]]
; CHECK:      call void @stet_snapshot_unfenced(ptr %p, i64 4)
; CHECK-NEXT: call void @stet_snapshot_unfenced(ptr %q, i64 4)
; CHECK-NEXT: br
; CHECK:      call void @stet_snapshot(ptr [[V]], i64 4)
; CHECK-NEXT: store
  store i32 1, ptr %p
  %v = call ptr @stet.variable.address(ptr @V)
  store i32 1, ptr %v
  store i32 1, ptr %q
  ret void
}
