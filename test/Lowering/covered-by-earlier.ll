; Bytes that were saved on every path need no second snapshot, unless a block has begun or
; ended since.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare void @g()
declare ptr @__stet_block_begin(i64, ptr)

; CHECK-LABEL: define void @same_level(
define void @same_level(ptr %p, i1 %b) "stet-entry-mode"="inside" {
; CHECK: call void @stet_snapshot(ptr %p, i64 8)
; CHECK-NOT: snapshot
; CHECK: ret void
  store i64 1, ptr %p
  call void @g()
  br i1 %b, label %again, label %end
again:
  store i32 1, ptr %p
  br label %end
end:
  ret void
}

; CHECK-LABEL: define void @one_path(
define void @one_path(ptr %p, i1 %b) "stet-entry-mode"="inside" {
; CHECK: call void @stet_snapshot(ptr %p, i64 4)
; CHECK: call void @stet_snapshot(ptr %p, i64 4)
  br i1 %b, label %once, label %end
once:
  store i32 1, ptr %p
  br label %end
end:
  store i32 2, ptr %p
  ret void
}

; CHECK-LABEL: define void @nested(
define void @nested(ptr %p) "stet-entry-mode"="inside" {
; CHECK: call void @stet_snapshot(ptr %p, i64 4)
; CHECK: @__stet_block_begin
; CHECK: call void @stet_snapshot(ptr %p, i64 4)
  store i32 1, ptr %p
  %g = call ptr @__stet_block_begin(i64 0, ptr null)
  store i32 2, ptr %p
  ret void
}
