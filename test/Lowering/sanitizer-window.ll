; Thread and memory sanitizer own the usual window.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

; CHECK-LABEL: define void @f(
; CHECK:       lshr i64 %{{.*}}, 40
; CHECK-NEXT:  icmp eq i64 %{{.*}}, 88
define void @f(ptr %p) sanitize_thread "stet-entry-mode"="inside" {
  store i32 1, ptr %p
  ret void
}
