// Among several declarators the fix-it marks the one that is meant, and the marked one is silent.
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx_stet -fsyntax-only -fdiagnostics-parseable-fixits %s 2>&1 | FileCheck %s
// CHECK-DAG: fix-it:"{{.*}}":{[[#@LINE+11]]:10-[[#@LINE+11]]:10}:" {{\[\[}}stet::restored]]"
// CHECK-DAG: fix-it:"{{.*}}":{[[#@LINE+11]]:17-[[#@LINE+11]]:17}:" {{\[\[}}stet::restored]]"
// CHECK-DAG: fix-it:"{{.*}}":{[[#@LINE+11]]:22-[[#@LINE+11]]:22}:" {{\[\[}}persistent]]"
// CHECK: 3 warnings generated
// The text that the fix-its lead to.
// RUN: sed -e 's/^int first,/int first [[stet::restored]],/' -e 's/, array\[/, array [[stet::restored]][/' \
// RUN:   -e 's/, target;/, target [[persistent]];/' -e '/CHECK/d' %s > %t/after.cpp
// RUN: %clangxx_stet -fsyntax-only -Werror %t/after.cpp
#include <stet.h>
[[persistent]] int *kept;

int first, second;
int other, array[2];
int elsewhere, target;
void f() {
  transaction <> {
    first = second;
    array[1] = other;
    kept = &target;
  }
}
