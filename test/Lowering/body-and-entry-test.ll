; A function that may write persistent memory gets an instrumented body, F.tx; F continues there
; when the thread is in a transaction. Calls in transactions go to F.tx directly.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare ptr @__stet_block_begin(i64, ptr)
declare i32 @stet_block_commit(ptr)

; CHECK-LABEL: define i32 @callee(ptr %p)
; CHECK:       load i32, ptr
; CHECK:       br i1 {{.*}}, label %stet.continue, label
; CHECK-NOT:   snapshot
; CHECK:       store i32 1, ptr %p
; CHECK:       stet.continue:
; CHECK-NEXT:  [[R:%.*]] = musttail call i32 @callee.tx(ptr %p)
; CHECK-NEXT:  ret i32 [[R]]
define i32 @callee(ptr %p) {
  store i32 1, ptr %p
  ret i32 0
}

; CHECK-LABEL: define void @caller(
; CHECK-NOT:   stet_thread_mode
; CHECK:       call i32 @callee(ptr %p)
; CHECK:       call i32 @callee.tx(ptr %p)
; CHECK:       call i32 @callee(ptr %p)
define void @caller(ptr %p) {
  call i32 @callee(ptr %p)
  %g = call ptr @__stet_block_begin(i64 0, ptr null)
  call i32 @callee(ptr %p)
  call i32 @stet_block_commit(ptr %g)
  call i32 @callee(ptr %p)
  ret void
}

; CHECK-LABEL: define internal i32 @callee.tx(ptr %p)
; CHECK-SAME:  [[COLD:#[0-9]+]] section ".text.stet_tx.callee"
; CHECK:       call void @stet_snapshot(ptr %p, i64 4)
; CHECK:       attributes [[COLD]] = { cold optsize
