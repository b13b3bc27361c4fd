; A naked function is assembly and has no second body: that is said, unless it promised to write no
; persistent memory.
; RUN: %opt_stet -passes=stet-instrument -disable-output %s 2>&1 | FileCheck %s

; CHECK: warning: {{.*}} in function f {{.*}}: a naked function cannot be rolled back
; CHECK-NOT: warning
define void @f(ptr %p) naked {
  call void asm sideeffect "movq $$1, (%rdi)\0Aret", ""()
  unreachable
}
define void @pure(ptr %p) naked "stet-transaction-pure" {
  call void asm sideeffect "ret", ""()
  unreachable
}
