// An inner abort undoes the inner block only; an inner commit joins the outer block.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clang_stet -std=c11 -I%S/Inputs %s %link_stet
#include "check.h"
#include <stet.h>

[[persistent]] long G, H;

NOINLINE static void innerAborts(void) {
  G = 1;
  H = 1;
  int R = 0;
  transaction <> {
    G = 2;
    R = 1;
    transaction <> {
      H = 2;
      G = 3;
      R = 2;
      stet_abort(4);
    }
    CHECK(G == 2 && H == 1 && R == 2);
    CHECK(stet_in_transaction() && stet_last_abort() == 4);
    H = 7;
  }
  CHECK(G == 2 && H == 7 && stet_last_abort() == 0);
}
NOINLINE static void bothAbort(void) {
  G = 1;
  H = 1;
  transaction <> {
    G = 2;
    transaction <> {
      H = 2;
      stet_abort(5);
    }
    H = 5;
    stet_abort(3);
  }
  CHECK(G == 1 && H == 1 && stet_last_abort() == 3);
}
NOINLINE static void innerCommitsOuterAborts(void) {
  G = 1;
  H = 1;
  transaction <> {
    transaction <> { G = 2; }
    CHECK(G == 2);
    transaction <> { G = 3; H = 3; }
    stet_abort(6);
  }
  CHECK(G == 1 && H == 1);
}
NOINLINE static void block(int Error) {
  transaction <> {
    H = 9;
    if (Error)
      stet_abort(Error);
  }
}
NOINLINE static void innerInCallee(void) {
  G = 0;
  H = 0;
  transaction <> {
    G = 1;
    block(4);
    CHECK(H == 0);
    block(0);
    CHECK(H == 9);
  }
  CHECK(G == 1 && H == 9);
}
// A byte that the outer block wrote before goes back to the outer block's value.
NOINLINE static void deep(void) {
  G = 0;
  transaction <> {
    G = 1;
    transaction <> {
      G = 2;
      transaction <> {
        G = 3;
        stet_abort(1);
      }
      CHECK(G == 2);
      transaction <> { G = 4; }
      CHECK(G == 4);
      stet_abort(1);
    }
    CHECK(G == 1);
  }
  CHECK(G == 1);
}
int main(void) {
  transaction <> {
    // Assignments outside blocks would be unsafe: all of this runs in one.
    G = 0;
  }
  innerAborts();
  bothAbort();
  innerCommitsOuterAborts();
  innerInCallee();
  deep();
  return Failures != 0;
}
