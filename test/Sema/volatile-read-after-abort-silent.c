// Reads before the block, of what is assigned again, where no abort leads to, and clean-ups.
// RUN: %clang_stet_verify -std=c11 %s
// RUN: %clangxx_stet_verify -x c++ -fno-exceptions %s
// expected-no-diagnostics
#include <stet.h>
#include <stdlib.h>
[[persistent]] int kept;
int use(int);
int before(void) {
  int n = 0;
  use(n);
  transaction <> { n = kept; }
  n = 1;
  return n;
}
int asked(void) {
  int n = 0;
  transaction <> { n = kept; }
  return stet_last_abort() ? -1 : n;
}
void released(void) {
  int *copy = NULL;
  transaction <> { copy = (int *)malloc(sizeof *copy); }
  free(copy);
}
int left(void) {
  int n = 0;
  transaction <> {
    n = kept;
    return n;
  }
  return 0;
}
int not_evaluated(void) {
  int n = 0;
  transaction <> { n = kept; }
  return sizeof n;
}

int chosen;
void choose(void) { chosen = 1; }
int overwrittenByCall(void) {
#pragma stet diagnostic push
#pragma stet diagnostic ignored "volatile-write"
  transaction <> { chosen = 2; }
#pragma stet diagnostic pop
  choose();
  return chosen;
}
