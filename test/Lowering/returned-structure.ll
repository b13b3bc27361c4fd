; A structure that a function of another file returns in memory is saved before the call: whatever
; body there is writes it. A body in this file sees to it itself.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

%big = type { [4 x i64] }
declare void @elsewhere(ptr sret(%big))
define internal void @here(ptr sret(%big) %r) {
  store i64 1, ptr %r
  ret void
}

; CHECK-LABEL: define void @f(
define void @f(ptr %p) "stet-entry-mode"="inside" {
; CHECK:      call preserve_mostcc void @__stet_checked_snapshot(ptr %p, i64 32)
; CHECK-NEXT: call void @elsewhere(ptr sret(%big) %p)
  call void @elsewhere(ptr sret(%big) %p)
; CHECK-NEXT: call void @here
  call void @here(ptr sret(%big) %p)
  ret void
}
