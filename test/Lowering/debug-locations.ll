; Inserted calls have a location; the second body has a subprogram of its own.
; RUN: %opt_stet -passes=stet-instrument -S %s -o - | FileCheck %s

declare void @stet_abort(i32) ; a file that knows of persistence tests inline

; CHECK:       define void @f(ptr %p) {{.*}}!dbg [[F:![0-9]+]]
; CHECK:       musttail call void @f.tx(ptr %p), !dbg [[OPENING:![0-9]+]]
; CHECK:       define internal void @f.tx(ptr %p) {{.*}}!dbg [[TX:![0-9]+]]
; CHECK:       call void @stet_snapshot(ptr %p, i64 4) {{.*}}!dbg [[STORE:![0-9]+]]
; CHECK-DAG:   [[F]] = distinct !DISubprogram(name: "f"
; CHECK-DAG:   [[TX]] = distinct !DISubprogram(name: "f"
; CHECK-DAG:   [[OPENING]] = !DILocation(line: 3, scope: [[F]]
; CHECK-DAG:   [[STORE]] = !DILocation(line: 4, column: 5, scope: [[TX]]
define void @f(ptr %p) !dbg !4 {
  store i32 1, ptr %p, !dbg !7
  ret void, !dbg !7
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_C, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "f.c", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 2, scopeLine: 3, type: !5, spFlags: DISPFlagDefinition, unit: !0)
!5 = !DISubroutineType(types: !6)
!6 = !{null}
!7 = !DILocation(line: 4, column: 5, scope: !4)
