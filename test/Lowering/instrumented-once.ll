; A module that has been instrumented, before it was written as bitcode say, is left alone.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

; CHECK-NOT: snapshot
; CHECK-NOT: .tx
define void @f(ptr %p) {
  store i32 1, ptr %p
  ret void
}

!llvm.module.flags = !{!0}
!0 = !{i32 7, !"stet.instrumented", i32 1}
