; A loop that fills consecutive memory takes one snapshot, and one fence, in front of it.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"

; Two fields of each element; together they leave no gap.
; CHECK-LABEL: define void @fills(
define void @fills(ptr %p, i64 %n) "stet-entry-mode"="inside" {
; CHECK:      [[SIZE:%.*]] = shl i64 %n, 3
; CHECK-NEXT: call {{.*}} @__stet_checked_snapshot(ptr %p, i64 [[SIZE]])
; CHECK-NOT:  snapshot
; CHECK:      ret void
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %a = getelementptr inbounds { i32, i32 }, ptr %p, i64 %i
  %b = getelementptr inbounds { i32, i32 }, ptr %p, i64 %i, i32 1
  store i32 1, ptr %b
  store i32 2, ptr %a
  %next = add nuw i64 %i, 1
  %done = icmp eq i64 %next, %n
  br i1 %done, label %end, label %loop
end:
  ret void
}

; Every second byte may belong to another thread.
; CHECK-LABEL: define void @leaves_gaps(
define void @leaves_gaps(ptr %p, i64 %n) "stet-entry-mode"="inside" {
; CHECK:      loop:
; CHECK:      call {{.*}} @__stet_checked_snapshot(ptr %a, i64 1)
; CHECK-NEXT: store i8 1, ptr %a
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %a = getelementptr inbounds [2 x i8], ptr %p, i64 %i
  store i8 1, ptr %a
  %next = add nuw i64 %i, 1
  %done = icmp eq i64 %next, %n
  br i1 %done, label %end, label %loop
end:
  ret void
}

; The loop may end early: not all of the range is certain to be stored.
; CHECK-LABEL: define void @may_stop(
define void @may_stop(ptr %p, ptr %q, i64 %n) "stet-entry-mode"="inside" {
; CHECK:      loop:
; CHECK:      call {{.*}} @__stet_checked_snapshot(ptr %a, i64 1)
; CHECK-NEXT: store i8 1, ptr %a
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %latch ]
  %a = getelementptr inbounds i8, ptr %p, i64 %i
  store i8 1, ptr %a
  %c = load i1, ptr %q
  br i1 %c, label %end, label %latch
latch:
  %next = add nuw i64 %i, 1
  %done = icmp eq i64 %next, %n
  br i1 %done, label %end, label %loop
end:
  ret void
}
