; Another definition may take a weak function's place when the program is linked: it is called by
; its name, and tests the mode itself.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare ptr @__stet_block_begin(i64, ptr)

; CHECK-LABEL: define weak void @replaceable(
; CHECK:       musttail call void @replaceable.tx
define weak void @replaceable(ptr %p) {
  store i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define void @caller(
; CHECK:       call void @replaceable(ptr %p)
define void @caller(ptr %p) {
  %g = call ptr @__stet_block_begin(i64 0, ptr null)
  call void @replaceable(ptr %p)
  ret void
}
