; A module says once that it was compiled with the plugin: a note with the version of the interface
; and the flavour, the names of pure functions that others define, and an entry for each function,
; which takes no address of it.
; RUN: %opt_stet -passes=stet-mark,stet-mark -S %s | FileCheck %s
; RUN: %opt_stet -passes=stet-mark -S %s | llc -filetype=obj -o - | llvm-readelf -n - | FileCheck --check-prefix=NOTE %s
; RUN: sed -e 's/"stet-nothing"/sanitize_thread/' %s | %opt_stet -passes=stet-mark -S - | FileCheck --check-prefix=THREAD %s
; RUN: echo 'target triple = "x86_64-pc-linux-gnu"' | %opt_stet -passes=stet-mark -S - | FileCheck --check-prefix=EMPTY %s

target triple = "x86_64-pc-linux-gnu"

; CHECK: @stet.mark = private constant { [3 x i32], [8 x i8], [2 x i32], [8 x i8] } { [3 x i32] [i32 5, i32 [[#]], i32 1], [8 x i8] c"Stet\00\00\00\00", [2 x i32] [i32 1, i32 0], [8 x i8] c"{{.*}}" }, section ".note.stet", no_sanitize_address, no_sanitize_hwaddress, align 4
; CHECK: @stet.mark.pure = private constant {{.*}} [3 x i32] [i32 5, i32 11, i32 2], [8 x i8] c"Stet\00\00\00\00", {{.*}} [12 x i8] c"pure\00purer\00\00" }, {{.*}}section ".note.stet"
; CHECK-NOT: @stet.mark
; CHECK: @llvm.compiler.used = {{.*}} [2 x ptr] [ptr @stet.mark, ptr @stet.mark.pure]
; THREAD: @stet.mark = {{.*}} [2 x i32] [i32 1, i32 1]
; EMPTY: @stet.mark = {{.*}} [2 x i32] [i32 1, i32 -1]

; CHECK: define void @f() #0 !pcsections [[ENTRY:![0-9]+]]
define void @f() "stet-nothing" {
  call void @pure()
  call void @"\01purer"()
  call void @other()
  ret void
}

; CHECK: define internal void @g() !pcsections [[ENTRY]]
define internal void @g() {
  ret void
}

; CHECK-NOT: pcsections
declare void @pure() "stet-transaction-pure"
declare void @"\01purer"() "stet-transaction-pure"
declare void @other()

define available_externally void @elsewhere() {
  ret void
}

; CHECK: [[ENTRY]] = !{!"stet_functions"}

; NOTE: Stet
; NOTE: Stet
