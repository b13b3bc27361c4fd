// A program whose types have changed is refused with an error that names the field.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_stet -O1 %s %link_stet -o %t/old
// RUN: %clangxx_stet -O1 -DCHANGED %s %link_stet -o %t/new
// RUN: env STET_POOL=%t/pool %t/old
// RUN: env STET_POOL=%t/pool not --crash %t/new 2>&1 | FileCheck %s
// RUN: env STET_POOL=%t/pool %t/old
// CHECK: persistent variable 'head' is not what the pool '{{.*}}' has under that name: 'node::added' (long at offset 0) is not in the pool's 'node'
#include <stet.h>
struct [[persistent]] node {
#ifdef CHANGED
  long added;
#endif
  long value;
  node *next;
};
[[persistent]] node *head;
int main() {
  transaction <> { head = new node{}; }
  return head == nullptr;
}
