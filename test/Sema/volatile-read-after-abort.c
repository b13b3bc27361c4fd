// C: an abort resumes behind the block. Locals that are read there are reported.
// RUN: %clang_stet_verify -std=c11 %s
// RUN: %clangxx_stet_verify -x c++ -fno-exceptions %s
#include <stet.h>
[[persistent]] int kept;
int use(int);
struct pair { int a, b; };

int result(void) {
  int result = 0; // expected-note 2 {{declared here; add}}
  transaction <> {
    result = kept; // expected-warning {{'result' is volatile}} expected-note {{changed in the transaction here}}
  }
  return result; // expected-warning {{'result' is read where an abort of the transaction lands: it still has the value that the transaction gave it [stet-volatile-read-after-abort]}}
}

int asked(void) {
  int result = 0;
  transaction <> { result = kept; }
  if (stet_last_abort())
    return -1;
  return result;
}

int asked_otherwise(void) {
  int result = 0;
  transaction <> { result = kept; }
  if (stet_last_abort() == 0)
    use(result);
  int error = stet_last_abort();
  return error ? -1 : result;
}

void loop(void) {
  int tries = 0; // expected-note 2 {{declared here}}
  while (kept)
    transaction <> {
      if (tries++) // expected-warning {{'tries' is volatile}} expected-note {{changed in the transaction here}} expected-warning {{'tries' is read where an abort}}
        kept = 0;
    }
}

void aggregate(void) {
  struct pair p = {0, 0}; // expected-note 2 {{declared here}}
  struct pair q = {0, 0};
  transaction <> {
    p.a = 1; // expected-warning {{'p' is volatile}} expected-note {{changed in the transaction here}}
    q.a = 1;
  }
  q.b = 2;
  use(p.a); // expected-warning {{'p' is read}}
}

int oneMemberOfTwo(void) {
  struct pair p = {0, 0}; // expected-note 3 {{declared here}}
  transaction <> {
    p.a = kept; // expected-warning {{'p' is volatile}} expected-note {{changed in the transaction here}}
    p.b = kept; // expected-warning {{'p' is volatile}}
    kept = 1;
  }
  p.a = 1;
  return p.b; // expected-warning {{'p' is read where an abort of the transaction lands}}
}
