; An address that may be volatile or persistent, and one that is an integer; without debug information there is no place.
; RUN: %opt_stet -passes=stet-instrument -pass-remarks-missed=stet -disable-output %s 2>&1 | FileCheck %s
declare ptr @stet_new(i64)

; CHECK: remark: <unknown>:0:0: store of 4 bytes is tested at run time: it may be persistent or volatile, as its address has several sources
define void @either(i1 %c) "stet-entry-mode"="inside" {
  %stack = alloca i32
  %heap = call ptr @stet_new(i64 4)
  %p = select i1 %c, ptr %stack, ptr %heap
  store i32 1, ptr %p
  ret void
}

; CHECK: remark: <unknown>:0:0: store of 4 bytes is tested at run time: its address is made from an integer
define void @integer(i64 %i) "stet-entry-mode"="inside" {
  %p = inttoptr i64 %i to ptr
  store i32 1, ptr %p
  ret void
}
; CHECK-NOT: remark
