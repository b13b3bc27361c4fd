; A function of the C library saves the bytes that it will write, counted before the call. An
; function by such a name that the module itself defines is an ordinary one.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare ptr @strcpy(ptr, ptr)
declare ptr @strcat(ptr, ptr)
define ptr @bcopy(ptr %from, ptr %to, i64 %n) {
  ret ptr null
}

; CHECK-LABEL: define void @f(
define void @f(ptr %p, ptr %s) "stet-entry-mode"="inside" {
; CHECK:      br i1
; CHECK:      [[L:%.*]] = call i64 @strlen(ptr %s)
; CHECK-NEXT: [[N:%.*]] = add i64 [[L]], 1
; CHECK:      call void @stet_snapshot(ptr %p, i64 {{.*}})
; CHECK:      call ptr @strcpy
  call ptr @strcpy(ptr %p, ptr %s)
; CHECK:      br i1
; CHECK:      [[D:%.*]] = call i64 @strlen(ptr %p)
; CHECK:      [[E:%.*]] = getelementptr i8, ptr %p, i64
; CHECK:      call i64 @strlen(ptr %s)
; CHECK:      call void @stet_snapshot(ptr [[E]], i64
; CHECK:      call ptr @strcat
  call ptr @strcat(ptr %p, ptr %s)
; CHECK-NOT:  snapshot
; CHECK:      ret void
  call ptr @bcopy(ptr %s, ptr %p, i64 8)
  ret void
}
