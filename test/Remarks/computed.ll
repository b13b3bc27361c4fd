; Masked stores, which find their bytes themselves, and functions of the C++ library that the runtime replaces.
; RUN: %opt_stet -passes=stet-instrument -pass-remarks-missed=stet -disable-output %s 2>&1 | FileCheck %s
declare void @llvm.masked.store.v4i32.p0(<4 x i32>, ptr, i32, <4 x i1>)
declare void @_ZNSt8__detail15_List_node_base7_M_hookEPS0_(ptr, ptr)

; CHECK: remark: <unknown>:0:0: masked store is tested at run time: its address is a parameter of 'masked'
define void @masked(ptr %p, <4 x i32> %v, <4 x i1> %m) "stet-entry-mode"="inside" {
  call void @llvm.masked.store.v4i32.p0(<4 x i32> %v, ptr %p, i32 4, <4 x i1> %m)
  ret void
}

; CHECK: remark: <unknown>:0:0: write by 'std::__detail::_List_node_base::_M_hook' is tested at run time: what it writes is found when it is called
define void @hook(ptr %p, ptr %q) "stet-entry-mode"="inside" {
  call void @_ZNSt8__detail15_List_node_base7_M_hookEPS0_(ptr %p, ptr %q)
  ret void
}
; CHECK-NOT: remark
