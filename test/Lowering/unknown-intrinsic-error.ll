; An intrinsic that may write memory and is not understood is an error; those that write none that
; a program can see are not.
; RUN: not %opt_stet -passes=stet-instrument -disable-output %s 2>&1 | FileCheck %s

declare ptr @__stet_block_begin(i64, ptr)
declare void @llvm.x86.xsave(ptr, i32, i32)
declare void @llvm.prefetch.p0(ptr, i32, i32, i32)
declare void @llvm.assume(i1)

; CHECK-NOT: error
; CHECK: error: {{.*}}the intrinsic 'llvm.x86.xsave' in a transaction cannot be rolled back
; CHECK-NOT: error
define void @f(ptr %p) {
  %g = call ptr @__stet_block_begin(i64 0, ptr null)
  call void @llvm.prefetch.p0(ptr %p, i32 0, i32 0, i32 1)
  call void @llvm.assume(i1 true)
  call void @llvm.x86.xsave(ptr %p, i32 0, i32 0)
  ret void
}
