// C: functions that are passed to others.
// RUN: %clang_stet_verify -std=c11 %s
#include <stdlib.h>
#include <stet.h>
int counter; // expected-note 3 {{declared here}}
[[persistent]] int kept[4];
static int compare(const void *a, const void *b) {
  counter++; // expected-note {{changed here}}
  return *(const int *)a - *(const int *)b;
}
static int silent(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static void visit(int i) {
  counter += i; // expected-note 2 {{changed here}}
}
static void each(void (*f)(int)) {
  f(1); // expected-note {{changed through the call to 'visit' here}}
}
void block(void (*unknown)(int)) {
  void (*const known)(int) = visit;
  transaction <> {
    each(visit);                                // expected-warning {{'counter' is volatile}}
    known(1);                                   // expected-warning {{'counter' is volatile}}
    qsort(kept, 4, sizeof *kept, compare);      // expected-warning {{'counter' is volatile}}
    qsort(kept, 4, sizeof *kept, silent);
    each(unknown);
    unknown(1);
  }
}
