; A masked store saves the lanes that it stores. A mask known at compile time makes ordinary
; ranges.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare void @llvm.x86.avx.maskstore.ps(ptr, <4 x i32>, <4 x float>)

; CHECK-LABEL: define void @unknown_mask(
define void @unknown_mask(ptr %p, <4 x i32> %mask, <4 x float> %v) "stet-entry-mode"="inside" {
; CHECK:      [[M:%.*]] = icmp slt <4 x i32> %mask, zeroinitializer
; CHECK:      extractelement <4 x i1> [[M]], i64 0
; CHECK:      [[P1:%.*]] = getelementptr i8, ptr %p, i64 4
; CHECK:      extractelement <4 x i1> [[M]], i64 1
; CHECK:      call void @stet_snapshot_unfenced(ptr %p, i64 4)
; CHECK:      call void @stet_snapshot_unfenced(ptr [[P1]], i64 4)
; CHECK:      call void @stet_snapshot(ptr %p, i64 0)
; CHECK:      call void @llvm.x86.avx.maskstore.ps
  call void @llvm.x86.avx.maskstore.ps(ptr %p, <4 x i32> %mask, <4 x float> %v)
  ret void
}
