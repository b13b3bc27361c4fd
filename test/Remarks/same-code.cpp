// The code is the same whether remarks are asked for or not.
// RUN: mkdir -p %t
// RUN: %clangxx_stet -O2 -S %s -o %t/without.s
// RUN: %clangxx_stet -O2 -S %s -o %t/with.s -Rpass=stet -Rpass-missed=stet -Rpass-analysis=stet 2>&1 | FileCheck %s
// RUN: diff %t/without.s %t/with.s
// RUN: %clangxx_stet -O2 -g -S %s -o %t/without-g.s
// RUN: %clangxx_stet -O2 -g -S %s -o %t/with-g.s -fsave-optimization-record -foptimization-record-passes=stet -foptimization-record-file=%t/record.yaml
// RUN: diff %t/without-g.s %t/with-g.s
// CHECK-DAG: saved together
// CHECK-DAG: saved in front of the loop
// CHECK-DAG: tested at run time
#include <stet.h>
struct [[persistent]] node { long value; node *next; };
[[persistent]] node *head;
[[persistent]] long table[1024];
void fill(node *n, long v);
void push(long v) {
  transaction <> {
    head = new node{v, head};
    fill(head, v);
  }
}
void set(node *n, long v) {
  n->value = v;
  n->next = nullptr;
}
void number(long first) {
  transaction <> {
    for (long i = 0; i < 1024; ++i)
      table[i] = first + i;
  }
}
