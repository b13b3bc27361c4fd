// C++ without exceptions: an abort resumes behind the block, as in C.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clangxx_stet -fno-exceptions -I%S/Inputs %s %link_stet
#include "check.h"
#include <stet.h>
struct [[persistent]] node {
  long value;
  node *next;
};
[[persistent]] node *head;
static int destroyed;
struct noted {
  ~noted() { ++destroyed; }
};
NOINLINE static void fails(int n) {
  noted d;
  if (n)
    stet_abort(n);
}
int main() {
  int reached = 0;
  transaction <> { head = new node{1, head}; }
  transaction <> {
    noted d;
    head = new node{2, head};
    reached = 1;
    fails(5);
    reached = 2;
  }
  CHECK(reached == 1 && destroyed == 2 && stet_last_abort() == 5);
  CHECK(head && head->value == 1 && !head->next);
  return Failures != 0;
}
