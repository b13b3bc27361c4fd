; A function that is only called in transactions keeps its name and has one body.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare ptr @__stet_block_begin(i64, ptr)

; CHECK-NOT:   .tx
; CHECK-LABEL: define void @caller(
; CHECK:       call void @helper(ptr %p)
; CHECK-LABEL: define internal void @helper(
; CHECK:       call void @stet_snapshot
; CHECK-NOT:   .tx
define internal void @helper(ptr %p) {
  store i32 1, ptr %p
  ret void
}
define void @caller(ptr %p) {
  %g = call ptr @__stet_block_begin(i64 0, ptr null)
  call void @helper(ptr %p)
  ret void
}
