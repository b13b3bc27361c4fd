// A function that a transaction calls is told of under its own name, not under that of its instrumented body; a block
// in it, which is in both bodies, is told of once.
// RUN: %clangxx_stet -O2 -fsave-optimization-record -foptimization-record-passes=stet -foptimization-record-file=%t.yaml -Rpass=stet -Rpass-missed=stet -Xclang -verify -c %s -o %t.o
// RUN: FileCheck %s < %t.yaml
#include <stet.h>
[[persistent]] long total;
void add(long *to, long v) {
  *to += v; // expected-remark {{store of 8 bytes is tested at run time: its address is a parameter of 'add'}}
  transaction <> {
    total += v; // expected-remark {{store of 8 bytes to variable 'total' is saved without a test: its memory is proven persistent}}
  }
}
// CHECK:      Name: ProvenPersistent
// CHECK:      Line: 10,
// CHECK:      Function: _Z3addPll
// CHECK:      Name: TestedAtRunTime
// CHECK:      Line: 8,
// CHECK:      Function: _Z3addPll
// CHECK-NOT:  Name: ProvenPersistent
// CHECK-NOT:  Function: {{.*}}.tx
