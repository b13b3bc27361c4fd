// return, break, continue and goto out of a block commit it.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clang_stet -std=c11 -I%S/Inputs %s %link_stet
#include "check.h"
#include <stet.h>

[[persistent]] long G;

NOINLINE static int leave(int How) {
  transaction <> {
    G = How;
    if (How == 1)
      return 10;
    if (How == 2)
      stet_abort(1);
    if (How == 3)
      goto out;
  }
  return 20;
out:
  return 30;
}
NOINLINE static int alwaysReturns(int N) {
  transaction <> {
    G = N;
    if (N == 0)
      stet_abort(1);
    return 1;
  }
  return -1;
}
NOINLINE static int loop(void) {
  int I, C = 0;
  for (I = 0; I < 10; I++) {
    transaction <> {
      G = I;
      if (I == 2)
        continue;
      if (I == 4)
        stet_abort(1);
      if (I == 6)
        break;
      C++;
    }
    C += 100;
  }
  return C * 10 + I;
}
NOINLINE static int inSwitch(int N) {
  int R = 0;
  switch (N) {
  case 1:
    transaction <> {
      R = 1;
      break;
    }
    R = 5;
    break;
  case 2:
    transaction <> {
      R = 2;
      stet_abort(1);
    }
    R += 40;
    break;
  default:
    transaction <> { R = 9; }
  }
  return R;
}
NOINLINE static int statementExpression(int N) {
  return N + ({
           int Y = 1;
           transaction <> {
             Y = 2;
             if (!N)
               stet_abort(1);
             Y = 3;
           }
           Y;
         });
}
int main(void) {
  CHECK(leave(1) == 10 && G == 1);
  CHECK(leave(2) == 20 && G == 1);
  CHECK(leave(3) == 30 && G == 3);
  CHECK(leave(4) == 20 && G == 4);
  CHECK(alwaysReturns(1) == 1 && G == 1);
  CHECK(alwaysReturns(0) == -1 && G == 1);
  CHECK(loop() == 5046 && G == 6);
  CHECK(inSwitch(1) == 1);
  CHECK(inSwitch(2) == 42);
  CHECK(statementExpression(0) == 2);
  CHECK(statementExpression(1) == 4);
  CHECK(!stet_in_transaction());
  return Failures != 0;
}
