; Atomic accesses take a snapshot of their own, next to them.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare void @stet_abort(i32) ; a file that knows of persistence tests inline

; CHECK-LABEL: define void @f(
define void @f(ptr %p, ptr %q) "stet-entry-mode"="inside" {
; CHECK: call void @stet_snapshot(ptr %p, i64 4)
; CHECK: atomicrmw add ptr %p
  %old = atomicrmw add ptr %p, i32 1 seq_cst
  %r = getelementptr inbounds i8, ptr %q, i64 8
; CHECK: call void @stet_snapshot(ptr %{{.*}}, i64 4)
; CHECK: store atomic i32 0, ptr %r release
  store atomic i32 0, ptr %r release, align 4
  ret void
}

; An exchange that finds another value than expected stores nothing: nothing is saved, and it
; fails without being executed. One that is executed tells whether it has stored.
; CHECK-LABEL: define { i64, i1 } @exchange(
define { i64, i1 } @exchange(ptr %q) "stet-entry-mode"="inside" {
; CHECK:      br i1 %{{.*}}, label %[[CHECK:.*]], label %[[HERE:[0-9]+]], !prof
; CHECK:      [[CHECK]]:
; CHECK-NEXT: [[FOUND:%.*]] = load atomic i64, ptr %q seq_cst
; CHECK-NEXT: icmp ne i64 [[FOUND]], 7
; CHECK:      call void @stet_exchange_begin(ptr %q, i64 8)
; CHECK:      [[HERE]]:
; CHECK-DAG:  [[CURRENT:%.*]] = phi i64 [ [[FOUND]], {{.*}} ], [ poison, {{.*}} ]
; CHECK-DAG:  [[DIFFERS:%.*]] = phi i1 [ %{{.*}} ], [ false, {{.*}} ]
; CHECK-DAG:  [[WATCHED:%.*]] = phi i1 [ true, {{.*}} ], [ false, {{.*}} ]
; CHECK:      br i1 {{.*}}, label %[[TRY:.*]], label %[[END:[0-9]+]]
; CHECK:      [[TRY]]:
; CHECK-NEXT: [[PAIR:%.*]] = cmpxchg ptr %q, i64 7, i64 1 seq_cst seq_cst
; CHECK-NEXT: [[STORED:%.*]] = extractvalue { i64, i1 } [[PAIR]], 1
; CHECK-NEXT: br i1 [[WATCHED]], label %[[SAY:.*]], label %[[JOIN:[0-9]+]], !prof
; CHECK:      [[SAY]]:
; CHECK-NEXT: [[NUMBER:%.*]] = zext i1 [[STORED]] to i32
; CHECK-NEXT: call void @stet_exchange_end(i32 [[NUMBER]])
; CHECK:      [[JOIN]]:
; CHECK-NEXT: br label %[[END]]
; CHECK:      [[END]]:
; CHECK-NEXT: [[RESULT:%.*]] = phi { i64, i1 } [ [[PAIR]], {{.*}} ], [ {{.*}} ]
; CHECK-NEXT: ret { i64, i1 } [[RESULT]]
  %pair = cmpxchg ptr %q, i64 7, i64 1 seq_cst seq_cst
  ret { i64, i1 } %pair
}
