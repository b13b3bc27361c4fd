; A straight-line run of sixteen stores takes sixteen snapshots and one fence.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s
declare ptr @stet.variable.address(ptr) nounwind willreturn memory(none)
@V = external global [12 x i64]

; CHECK-LABEL:      define void @f(
; CHECK-COUNT-15:   call void @stet_snapshot_unfenced(ptr {{.*}}, i64 8)
; CHECK-NOT:        snapshot_unfenced
; CHECK:            call void @stet_snapshot(ptr {{.*}}, i64 8)
; CHECK-COUNT-16:   store i64 %v
; CHECK-NEXT:       ret void
define void @f(i64 %v) "stet-entry-mode"="inside" {
  %p = call ptr @stet.variable.address(ptr @V)
  %p0 = getelementptr inbounds i8, ptr %p, i64 0
  store i64 %v, ptr %p0
  %p1 = getelementptr inbounds i8, ptr %p, i64 64
  store i64 %v, ptr %p1
  %p2 = getelementptr inbounds i8, ptr %p, i64 128
  store i64 %v, ptr %p2
  %p3 = getelementptr inbounds i8, ptr %p, i64 192
  store i64 %v, ptr %p3
  %p4 = getelementptr inbounds i8, ptr %p, i64 256
  store i64 %v, ptr %p4
  %p5 = getelementptr inbounds i8, ptr %p, i64 320
  store i64 %v, ptr %p5
  %p6 = getelementptr inbounds i8, ptr %p, i64 384
  store i64 %v, ptr %p6
  %p7 = getelementptr inbounds i8, ptr %p, i64 448
  store i64 %v, ptr %p7
  %p8 = getelementptr inbounds i8, ptr %p, i64 512
  store i64 %v, ptr %p8
  %p9 = getelementptr inbounds i8, ptr %p, i64 576
  store i64 %v, ptr %p9
  %p10 = getelementptr inbounds i8, ptr %p, i64 640
  store i64 %v, ptr %p10
  %p11 = getelementptr inbounds i8, ptr %p, i64 704
  store i64 %v, ptr %p11
  %p12 = getelementptr inbounds i8, ptr %p, i64 768
  store i64 %v, ptr %p12
  %p13 = getelementptr inbounds i8, ptr %p, i64 832
  store i64 %v, ptr %p13
  %p14 = getelementptr inbounds i8, ptr %p, i64 896
  store i64 %v, ptr %p14
  %p15 = getelementptr inbounds i8, ptr %p, i64 960
  store i64 %v, ptr %p15
  ret void
}
