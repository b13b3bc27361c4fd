// RUN: %clang_stet_verify -std=c11 %s
#include <stet.h>
pthread_mutex_t m;
int n;
void f(void) {
  transaction < { n = 1; } // expected-error {{expected '>' to end the arguments of 'transaction'}} expected-note {{to match this '<'}}
}
void g(void) {
  transaction <&m { // expected-error {{expected '>' to end the arguments of 'transaction'}} expected-note {{to match this '<'}}
    n = 2;
  }
}

// The fix-it closes the head where its arguments end.
// RUN: not %clang_stet -std=c11 -fsyntax-only -fdiagnostics-parseable-fixits %s 2>&1 | FileCheck %s
// CHECK: fix-it:"{{.*}}":{6:16-6:16}:">"
// CHECK: fix-it:"{{.*}}":{9:18-9:18}:">"
