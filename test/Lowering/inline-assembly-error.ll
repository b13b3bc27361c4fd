; Inline assembly in a block that may write through a pointer is an error; a compiler barrier is
; not, and an output in memory is understood.
; RUN: not %opt_stet -passes=stet-instrument -disable-output %s 2>&1 | FileCheck %s

declare ptr @__stet_block_begin(i64, ptr)

; CHECK-NOT: error
; CHECK: error: inline assembly that may write through a pointer in a transaction cannot be rolled back
; CHECK-NOT: error
define void @f(ptr %p) {
  %g = call ptr @__stet_block_begin(i64 0, ptr null)
  call void asm sideeffect "", "~{memory}"()
  call void asm "incl $0", "=*m,*m"(ptr elementtype(i32) %p, ptr elementtype(i32) %p)
  call void asm sideeffect "rep movsb", "r,~{memory}"(ptr %p)
  ret void
}
