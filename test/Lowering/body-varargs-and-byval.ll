; Variable arguments, byval copies and sret reach the instrumented body as they came.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

; CHECK-LABEL: define void @variable(ptr %p, ...)
; CHECK:       musttail call void (ptr, ...) @variable.tx(ptr %p, ...)
; CHECK-NEXT:  ret void
define void @variable(ptr %p, ...) {
  store i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define void @result(
; CHECK:       musttail call void @result.tx(ptr sret(i64) %r, ptr %p)
define void @result(ptr sret(i64) %r, ptr %p) {
  store i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define void @copies(
; CHECK:       call void @copies.tx(ptr byval([4 x i64]) %a, ptr %p)
define void @copies(ptr byval([4 x i64]) %a, ptr %p) {
  store i32 1, ptr %p
  ret void
}
