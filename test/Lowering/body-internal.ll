; A function all of whose callers are known has two bodies and no test.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

; CHECK-LABEL: define internal void @helper(
; CHECK-NOT:   stet_thread_mode
; CHECK:       ret void
define internal void @helper(ptr %p) {
  store i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define void @caller(
; CHECK:       stet_thread_mode
; CHECK:       call void @helper(ptr %p)
define void @caller(ptr %p) {
  call void @helper(ptr %p)
  ret void
}

; CHECK-LABEL: define internal void @helper.tx(
; CHECK-LABEL: define internal void @caller.tx(
; CHECK:       call void @helper.tx(ptr %p)
