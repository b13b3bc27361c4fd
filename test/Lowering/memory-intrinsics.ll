; memcpy and its kin save as many bytes as they write.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i32(ptr, i8, i32, i1)

; CHECK-LABEL: define void @f(
define void @f(ptr %p, ptr %q, i64 %n, i32 %m) "stet-entry-mode"="inside" {
; CHECK:      call void @stet_snapshot_unfenced(ptr %p, i64 %n)
; CHECK:      [[M:%.*]] = zext i32 %m to i64
; CHECK-NEXT: call void @stet_snapshot_unfenced(ptr %q, i64 [[M]])
; CHECK:      call void @stet_snapshot(ptr %q, i64 100)
; CHECK:      call void @llvm.memcpy
  call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %q, i64 %n, i1 false)
  call void @llvm.memset.p0.i32(ptr %q, i8 0, i32 %m, i1 false)
  call void @llvm.memcpy.p0.p0.i64(ptr %q, ptr %p, i64 100, i1 false)
  ret void
}
