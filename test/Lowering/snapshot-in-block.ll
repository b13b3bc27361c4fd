; A store in the block is preceded by a snapshot of exactly its bytes; stores before and
; after it are not.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare ptr @stet.variable.address(ptr) nounwind willreturn memory(none)
declare ptr @__stet_block_begin(i64, ptr)
declare i32 @stet_block_commit(ptr)
@V = external global [12 x i64]

; CHECK-LABEL: define void @f(
define void @f(i32 %v) "stet-entry-mode"="outside" {
  %p = call ptr @stet.variable.address(ptr @V)
; CHECK-NOT:  @stet_snapshot
; CHECK:      store i32 1, ptr %p
  store i32 1, ptr %p
; CHECK-NEXT: call ptr @__stet_block_begin
  %g = call ptr @__stet_block_begin(i64 0, ptr null)
; CHECK-NEXT: call void @stet_snapshot(ptr %p, i64 4)
; CHECK-NEXT: store i32 2, ptr %p
  store i32 2, ptr %p
; CHECK-NEXT: call i32 @stet_block_commit
  %c = call i32 @stet_block_commit(ptr %g)
; CHECK-NEXT: store i32 3, ptr %p
  store i32 3, ptr %p
  ret void
}
