// -fsave-optimization-record writes the same facts, by names.
// RUN: %clangxx_stet -O2 -fsave-optimization-record -foptimization-record-passes=stet -foptimization-record-file=%t.yaml -c %s -o %t.o
// RUN: FileCheck %s < %t.yaml
// RUN: llvm-opt-report %t.yaml
#include <stet.h>
struct [[persistent]] node { long value; node *next; };
void set(node *n, long v) {
  transaction <> { n->value = v; }
}
// CHECK:      --- !Missed
// CHECK-NEXT: Pass: stet
// CHECK-NEXT: Name: TestedAtRunTime
// CHECK:      DebugLoc: { File: '{{.*}}record.cpp'
// CHECK:      Line: 8,
// CHECK:      Function: _Z3setP4nodel
// CHECK-NEXT: Args:
// CHECK-NEXT: - Write: store
// CHECK-NEXT: - String: ' of '
// CHECK-NEXT: - Bytes: '8'
// CHECK-NEXT: - String: ' bytes'
// CHECK-NEXT: - String: ' to '
// CHECK-NEXT: - String: 'a member of '
// CHECK-NEXT: - String: ''''
// CHECK-NEXT: - Type: node
// CHECK-NEXT: - String: ''''
// CHECK:      Name: TransactionCosts
// CHECK:      - Snapshots: '1'
// CHECK:      - Fences: '1'
// CHECK:      - TestedAtRunTime: '1'
