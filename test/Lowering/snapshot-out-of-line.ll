; A file that does not know of persistence tests addresses out of line. The function that does
; keeps the caller's general-purpose registers.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK:       call preserve_mostcc void @__stet_checked_snapshot(ptr %p, i64 8)
; CHECK-NEXT:  store i64 1, ptr %p
define void @f(ptr %p) "stet-entry-mode"="inside" {
  store i64 1, ptr %p
  ret void
}

; CHECK-LABEL: define linkonce_odr hidden preserve_mostcc void @__stet_checked_snapshot(ptr %0, i64 %1)
; CHECK-SAME:  comdat
; CHECK:       lshr i64 %{{.*}}, 44
; CHECK:       call void @stet_snapshot(ptr %0, i64 %1)
