; Assembly that clobbers memory and gets an address as an integer may write there. An integer that
; can't be an address, or is that of a local variable, is harmless, and so are empty assembly and
; instructions that access their operands alone.
; RUN: %opt_stet -passes=stet-instrument -disable-output %s 2>&1 | FileCheck %s

; CHECK-NOT: warning
; CHECK: warning: inline assembly that may write through a pointer cannot be rolled back
; CHECK: warning: inline assembly that may write through a pointer cannot be rolled back
; CHECK-NOT: warning
define void @f(ptr %p, i64 %address, i32 %short) {
  %local = alloca i64
  call void asm sideeffect "", "r,~{memory}"(ptr %p)
  call void asm sideeffect "", "r,~{memory}"(i64 %address)
  call void asm sideeffect "nop $0", "r,~{memory}"(i32 %short)
  %wide = zext i32 %short to i64
  call void asm sideeffect "nop $0", "r,~{memory}"(i64 %wide)
  %own = ptrtoint ptr %local to i64
  call void asm sideeffect "movq $$1, ($0)", "r,~{memory}"(i64 %own)
  %old = call i64 asm sideeffect "lock; xaddq $0, $1", "=r,=*m,0,*m,~{memory}"(ptr elementtype(i64) %p, i64 %address, ptr elementtype(i64) %p)
  call void asm sideeffect "movq $$1, ($0)", "r,~{memory}"(i64 %address)
  call void asm sideeffect "rep stosb", "{di},~{memory}"(i64 %address)
  ret void
}
