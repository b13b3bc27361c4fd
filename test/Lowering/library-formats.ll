; A call of printf costs nothing more when its format stores no count. Otherwise, and for each
; call of scanf with memory that may be persistent, a helper of the runtime reads the format first.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

@plain = private constant [12 x i8] c"%5.2f %d%%n\00"
@counts = private constant [8 x i8] c"%f%*hhn\00"
declare i32 @printf(ptr, ...)
declare i32 @sscanf(ptr, ptr, ...)
declare i32 @setvbuf(ptr, ptr, i32, i64)

; CHECK-LABEL: define void @f(
define void @f(ptr %p, ptr %q) "stet-entry-mode"="inside" {
  %local = alloca i32
; CHECK-NOT:  @stet_library
; CHECK:      @printf(ptr @plain
  call i32 (ptr, ...) @printf(ptr @plain, ptr %p)
; CHECK-NEXT: call void (ptr, ...) @stet_library_print(ptr @counts, double 1.000000e+00, ptr %p)
; CHECK-NEXT: @printf(ptr @counts
  call i32 (ptr, ...) @printf(ptr @counts, double 1.0, ptr %p)
; CHECK-NEXT: @sscanf(ptr %p, ptr %q, ptr %local)
  call i32 (ptr, ptr, ...) @sscanf(ptr %p, ptr %q, ptr %local)
; CHECK-NEXT: call void (ptr, ptr, ...) @stet_library_scan(ptr %p, ptr %q, ptr %q)
; CHECK-NEXT: @sscanf(ptr %p, ptr %q, ptr %q)
  call i32 (ptr, ptr, ...) @sscanf(ptr %p, ptr %q, ptr %q)
; What setvbuf gets is written to later.
; CHECK:      call void @stet_library_unknown(ptr {{.*}}, ptr %q)
; CHECK:      @setvbuf(ptr %p, ptr %q
  call i32 @setvbuf(ptr %p, ptr %q, i32 0, i64 100)
; CHECK-NOT:  stet_library_unknown
; CHECK:      ret void
  call i32 @setvbuf(ptr %p, ptr null, i32 0, i64 100)
  ret void
}
