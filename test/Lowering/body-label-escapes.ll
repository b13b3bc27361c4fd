; Where a label's address outlives an activation, two bodies would jump into each other: the
; one body is instrumented in place.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

; CHECK-NOT:   .tx
; CHECK-LABEL: define void @f(
; CHECK:       call void @stet_snapshot
; CHECK-NOT:   .tx
@saved = global ptr null

define void @f(ptr %p, i1 %first) {
  br i1 %first, label %save, label %jump
save:
  store ptr blockaddress(@f, %a), ptr @saved
  ret void
jump:
  %label = load ptr, ptr @saved
  indirectbr ptr %label, [label %a]
a:
  store i32 1, ptr %p
  ret void
}
