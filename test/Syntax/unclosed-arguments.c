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
