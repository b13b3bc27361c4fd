; A table of labels is cloned with its function.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

; CHECK: @table = private constant [2 x ptr] [ptr blockaddress(@f, %a), ptr blockaddress(@f, %b)]
; CHECK: @table.tx = private constant [2 x ptr] [ptr blockaddress(@f.tx, %a), ptr blockaddress(@f.tx, %b)]
@table = private constant [2 x ptr] [ptr blockaddress(@f, %a), ptr blockaddress(@f, %b)]

; CHECK-LABEL: define void @f(
; CHECK:       getelementptr {{.*}} @table,
; CHECK-LABEL: define internal void @f.tx(
; CHECK:       getelementptr {{.*}} @table.tx,
define void @f(ptr %p, i64 %i) {
  %slot = getelementptr inbounds [2 x ptr], ptr @table, i64 0, i64 %i
  %label = load ptr, ptr %slot
  indirectbr ptr %label, [label %a, label %b]
a:
  store i32 1, ptr %p
  ret void
b:
  store i32 2, ptr %p
  ret void
}
