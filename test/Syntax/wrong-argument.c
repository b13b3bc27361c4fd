// RUN: %clang_stet_verify -std=c11 %s
#include <stet.h>
void f(int n) {
  transaction <&n> { n = 1; } // expected-error {{'__stet_argument' is unavailable: a transaction's argument must be a 'stet_pool *' or a 'pthread_mutex_t *'}}
  // expected-note@stet/arguments.h:* {{'__stet_argument' has been explicitly marked unavailable here}}
}
