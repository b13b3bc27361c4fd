; Functions of the C++ library that link nodes are replaced in transactions by those of
; the runtime; fields and outputs that are known are saved; and where it is not known what
; a function writes, the program is told at run time.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare void @_ZNSt8__detail15_List_node_base7_M_hookEPS0_(ptr, ptr)
declare void @_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(i1 zeroext, ptr, ptr, ptr)
declare i64 @_ZNKSt8__detail20_Prime_rehash_policy11_M_next_bktEm(ptr, i64)
declare ptr @_ZNSirsERi(ptr, ptr)
declare ptr @_ZNSi4readEPcl(ptr, ptr, i64)
declare void @_ZNSt3__16__sortIRNS_6__lessIiiEEPiEEvT0_S5_T_(ptr, ptr, ptr)
declare ptr @_ZNSs6appendEPKc(ptr, ptr)
declare ptr @_ZSolsEi(ptr, i32)
declare ptr @_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base(ptr)
declare void @_ZNSt3__15mutex4lockEv(ptr)
declare void @_ZNSt6vectorI4UserSaIS0_EE9push_backERKS0_(ptr, ptr)

; CHECK-LABEL: define void @links(
define void @links(ptr %p, ptr %q) "stet-entry-mode"="inside" {
; CHECK: call void @stet_cxx_list_hook(ptr %p, ptr %q)
  call void @_ZNSt8__detail15_List_node_base7_M_hookEPS0_(ptr %p, ptr %q)
; CHECK: call void @stet_cxx_tree_insert(i1 {{.*}}true, ptr %p, ptr %q, ptr %q)
  call void @_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(i1 zeroext true, ptr %p, ptr %q, ptr %q)
  ret void
}

; Outside of transactions all is as it was.
; CHECK-LABEL: define void @outside(
define void @outside(ptr %p, ptr %q) "stet-entry-mode"="outside" {
; CHECK-NEXT: call void @_ZNSt8__detail15_List_node_base7_M_hookEPS0_(ptr %p, ptr %q)
; CHECK-NEXT: call ptr @_ZNSs6appendEPKc(ptr %p, ptr %q)
; CHECK-NEXT: ret void
  call void @_ZNSt8__detail15_List_node_base7_M_hookEPS0_(ptr %p, ptr %q)
  call ptr @_ZNSs6appendEPKc(ptr %p, ptr %q)
  ret void
}

; CHECK-LABEL: define void @outputs(
define void @outputs(ptr %p, ptr %q, i64 %n) "stet-entry-mode"="inside" {
; CHECK: [[FIELD:%.*]] = getelementptr i8, ptr %p, i64 8
; CHECK: call {{.*}}__stet_checked_snapshot(ptr [[FIELD]], i64 8)
; CHECK: call i64 @_ZNKSt8__detail20_Prime_rehash_policy11_M_next_bktEm
  call i64 @_ZNKSt8__detail20_Prime_rehash_policy11_M_next_bktEm(ptr %p, i64 %n)
; CHECK: call {{.*}}__stet_checked_snapshot(ptr %q, i64 4)
; CHECK-NEXT: call ptr @_ZNSirsERi
  call ptr @_ZNSirsERi(ptr %p, ptr %q)
; CHECK: [[COUNT:%.*]] = call i64 @llvm.smax.i64(i64 %n, i64 0)
; CHECK: [[SIZE:%.*]] = mul i64 [[COUNT]], 1
; CHECK: call void @stet_snapshot(ptr %q, i64 [[SIZE]])
; CHECK: call ptr @_ZNSi4readEPcl
  call ptr @_ZNSi4readEPcl(ptr %p, ptr %q, i64 %n)
; CHECK: [[BYTES:%.*]] = sub i64
; CHECK: call void @stet_snapshot(ptr %p, i64 [[BYTES]])
; CHECK: call void @_ZNSt3__16__sortI
  %compare = alloca i8
  call void @_ZNSt3__16__sortIRNS_6__lessIiiEEPiEEvT0_S5_T_(ptr %p, ptr %q, ptr %compare)
  ret void
}

; What is read is of no interest.
; CHECK-LABEL: define void @unknown(
define void @unknown(ptr %p, ptr %q) "stet-entry-mode"="inside" {
; CHECK:     call void @stet_library_unknown(ptr @{{.*}}, ptr %p)
; CHECK-NOT: stet_library_unknown
; CHECK:     call ptr @_ZNSs6appendEPKc
  call ptr @_ZNSs6appendEPKc(ptr %p, ptr %q)
  ret void
}

; Streams in use, functions that only read, locks, and functions that are not the
; library's own.
; CHECK-LABEL: define void @harmless(
define void @harmless(ptr %p, ptr %q) "stet-entry-mode"="inside" {
; CHECK-NEXT: call ptr @_ZSolsEi
; CHECK-NEXT: call ptr @_ZSt18_Rb_tree_increment
; CHECK-NEXT: call void @_ZNSt3__15mutex4lockEv
; CHECK-NEXT: call void @_ZNSt6vectorI4User
; CHECK-NEXT: ret void
  call ptr @_ZSolsEi(ptr %p, i32 1)
  call ptr @_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base(ptr %p)
  call void @_ZNSt3__15mutex4lockEv(ptr %p)
  call void @_ZNSt6vectorI4UserSaIS0_EE9push_backERKS0_(ptr %p, ptr %q)
  ret void
}
