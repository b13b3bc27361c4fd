; Formatted text is measured first; a buffer that the library fills counts as filled.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare i32 @snprintf(ptr, i64, ptr, ...)
declare i32 @vsprintf(ptr, ptr, ptr)
declare i64 @fread(ptr, i64, i64, ptr)

; CHECK-LABEL: define void @f(
; CHECK:       [[LIST:%.*]] = alloca [3 x i64]
define void @f(ptr %p, ptr %list, i64 %n, double %d) "stet-entry-mode"="inside" {
; CHECK:      [[L:%.*]] = call i32 (ptr, i64, ptr, ...) @snprintf(ptr null, i64 0, ptr %p, double %d)
; CHECK:      [[N:%.*]] = call i64 @llvm.umin.i64(i64 {{.*}}, i64 %n)
; CHECK:      call void @stet_snapshot(ptr %p, i64
; CHECK:      call i32 (ptr, i64, ptr, ...) @snprintf(ptr %p, i64 %n, ptr %p, double %d)
  call i32 (ptr, i64, ptr, ...) @snprintf(ptr %p, i64 %n, ptr %p, double %d)
; CHECK:      call void @llvm.va_copy.p0(ptr [[LIST]], ptr %list)
; CHECK-NEXT: call i32 @vsnprintf(ptr null, i64 0, ptr %p, ptr [[LIST]])
; CHECK-NEXT: call void @llvm.va_end.p0(ptr [[LIST]])
; CHECK:      call void @stet_snapshot(ptr %p, i64
; CHECK:      call i32 @vsprintf
  call i32 @vsprintf(ptr %p, ptr %p, ptr %list)
; CHECK:      [[BYTES:%.*]] = mul i64 8, %n
; CHECK:      call void @stet_snapshot(ptr %p, i64
; CHECK:      call i64 @fread
  call i64 @fread(ptr %p, i64 8, i64 %n, ptr %list)
  ret void
}
