// A pool that holds pointers to code belongs to the very program that stored them.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_stet -O1 -Werror -fno-pie -no-pie %s %link_stet -o %t/program
// RUN: %clangxx_stet -O1 -Werror -fno-pie -no-pie -DOTHER %s %link_stet -o %t/other
// RUN: env STET_POOL=%t/pool %t/program
// RUN: env STET_POOL=%t/pool %t/program
// RUN: env STET_POOL=%t/pool not %t/other 2>&1 | FileCheck %s
// RUN: env STET_POOL=%t/pool %t/program
// CHECK: stet: persistent variable 'Shape' holds pointers to functions or virtual functions
#include <stet.h>
struct [[persistent]] shape {
  virtual ~shape() {}
  virtual int sides() = 0;
};
struct [[persistent]] triangle : shape {
  int sides() override { return 3; }
};
[[persistent]] shape *Shape;
#ifdef OTHER
int other() { return 4; }
#endif
int main() {
  if (!Shape)
    transaction <> { Shape = new triangle; }
  return Shape->sides() != 3;
}
