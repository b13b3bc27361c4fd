// An alias of a persistent variable is an error, and leaves no broken module behind.
// RUN: not %clang_stet -emit-llvm -c %s -o /dev/null -Xclang -llvm-verify-each 2>&1 | FileCheck %s
#include <stet.h>
[[persistent]] int n;
extern int other_name __attribute__((alias("n")));
int *use(void) { return &other_name; }
// CHECK: error: stet: persistent variable 'n' is used where its address must be a constant (an alias?)
// CHECK-NOT: error
// CHECK: 1 error generated.
