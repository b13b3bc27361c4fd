; A proven store that may run outside of transactions still needs a test of the thread's mode.
; RUN: %opt_stet -passes=stet-instrument -pass-remarks=stet -disable-output %s 2>&1 | FileCheck %s
declare ptr @stet.variable.address(ptr)
declare i32 @stet_abort(i32)
@n.stet = external global i8

; CHECK: store of 4 bytes to variable 'n' is saved without a test: its memory is proven persistent, but whether the thread is in a transaction is tested at run time
define void @f(ptr byval(i32) %b, ...) {
  %p = call ptr @stet.variable.address(ptr @n.stet)
  store i32 1, ptr %p
  ret void
}
