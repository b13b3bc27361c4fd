; An object that the pool's heap has just allocated needs no snapshot: an abort takes it back.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare ptr @stet_new(i64)

; CHECK-LABEL: define void @f(
define void @f() "stet-entry-mode"="inside" {
  %p = call ptr @stet_new(i64 16)
; CHECK-NOT: snapshot
; CHECK: ret void
  %q = getelementptr inbounds i8, ptr %p, i64 8
  store i64 1, ptr %q
  ret void
}

; CHECK-LABEL: define void @beyond_its_end(
define void @beyond_its_end() "stet-entry-mode"="inside" {
  %p = call ptr @stet_new(i64 16)
; CHECK: [[Q:%.*]] = getelementptr i8, ptr %p, i64 16
; CHECK: call void @stet_snapshot(ptr [[Q]], i64 8)
  %q = getelementptr inbounds i8, ptr %p, i64 16
  store i64 1, ptr %q
  ret void
}
