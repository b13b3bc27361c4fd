; Functions that gain calls, their callers and the calls lose what that makes untrue.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

; CHECK:       define void @f(ptr nonnull %p) [[F:#[0-9]+]]
define void @f(ptr noalias nofree nonnull writeonly %p) nofree norecurse nosync nounwind willreturn memory(argmem: write) {
  store i32 1, ptr %p
  ret void
}

; CHECK:       define void @caller(ptr %p) [[CALLER:#[0-9]+]]
; CHECK:       call void @f(ptr nonnull %p) [[CALLER]]
define void @caller(ptr writeonly %p) nosync nounwind memory(argmem: write) {
  call void @f(ptr nonnull writeonly %p) memory(argmem: write) nounwind
  ret void
}

; CHECK: attributes [[F]] = { nounwind "stet-entry-mode"="outside" }
; CHECK: attributes [[CALLER]] = { nounwind }
