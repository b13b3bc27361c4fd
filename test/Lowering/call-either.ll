; Where code in and out of a block has been merged, F is called, which tests the mode itself,
; and not F.tx. So even an internal function needs its test.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s
declare ptr @__stet_block_begin(i64, ptr)

; CHECK-LABEL: define internal void @helper(
; CHECK:       stet_thread_mode
; CHECK:       musttail call void @helper.tx(
define internal void @helper(ptr %p) noinline {
  store i32 1, ptr %p
  ret void
}

; CHECK-LABEL: define void @f(
; CHECK:       in:
; CHECK:       call void @helper.tx(ptr %p)
; CHECK:       tail:
; CHECK-NEXT:  call void @helper(ptr %p)
define void @f(ptr %p, i1 %b) {
  br i1 %b, label %in, label %tail
in:
  %g = call ptr @__stet_block_begin(i64 0, ptr null)
  call void @helper(ptr %p)
  br label %tail
tail:
  call void @helper(ptr %p)
  unreachable
}
