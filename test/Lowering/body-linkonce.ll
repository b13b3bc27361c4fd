; The instrumented body of an inline function is in a hidden group of its own: a copy of F from a
; file without the plugin may win over F, but not over F.tx.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

; CHECK-DAG: $inline = comdat any
; CHECK-DAG: $inline.tx = comdat any
$inline = comdat any

; CHECK: define linkonce_odr void @inline(ptr %p) {{.*}} comdat
; CHECK: define linkonce_odr hidden void @inline.tx(ptr %p) {{.*}} section ".text.stet_tx.inline" comdat
define linkonce_odr void @inline(ptr %p) comdat {
  store i32 1, ptr %p
  ret void
}
