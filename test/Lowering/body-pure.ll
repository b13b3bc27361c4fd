; A function that promised not to write persistent memory is called as it is.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare ptr @__stet_block_begin(i64, ptr)

; CHECK-NOT:   .tx
; CHECK-LABEL: define void @promised(
; CHECK-NOT:   stet_thread_mode
; CHECK-NOT:   snapshot
; CHECK:       ret void
define void @promised(ptr %p) "stet-transaction-pure" {
  store i32 1, ptr %p
  ret void
}

; CHECK:       call void @promised(ptr %p)
define void @caller(ptr %p) {
  %g = call ptr @__stet_block_begin(i64 0, ptr null)
  call void @promised(ptr %p)
  ret void
}
