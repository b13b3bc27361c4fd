; What is proven volatile costs nothing: stack, byval arguments, globals, thread-locals and
; fresh memory of the C and C++ library, also through casts, phis and selects.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare ptr @malloc(i64)
declare ptr @__cxa_allocate_exception(i64)
declare ptr @llvm.threadlocal.address.p0(ptr)
@G = external global i32
@T = external thread_local global i32

; CHECK-LABEL: define void @f(
; CHECK-NOT: snapshot
; CHECK-NOT: lshr
define void @f(ptr byval(i32) %a, i1 %b) "stet-entry-mode"="inside" {
  %local = alloca [4 x i32]
  %fresh = call ptr @malloc(i64 4)
  %exception = call ptr @__cxa_allocate_exception(i64 4)
  %tls = call ptr @llvm.threadlocal.address.p0(ptr @T)
  %element = getelementptr inbounds [4 x i32], ptr %local, i64 0, i64 2
  %either = select i1 %b, ptr %element, ptr @G
  store i32 1, ptr %a
  store i32 1, ptr @G
  store i32 1, ptr %fresh
  store i32 1, ptr %exception
  store i32 1, ptr %tls
  store i32 1, ptr %either
  ret void
}
