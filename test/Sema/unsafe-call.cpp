// A function that is marked unsafe is not called in a transaction; elsewhere it is.
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
#include <stet.h>
[[stet::transaction_unsafe]] void wait(void); // expected-note 2 {{marked '[[stet::transaction_unsafe]]' here}}
__attribute__((transaction_unsafe)) void sleep(void); // expected-note {{marked '[[stet::transaction_unsafe]]' here}}
void fine(void);

void f(void) {
  wait();
  transaction <> { // expected-note 2 {{the transaction begins here}}
    fine();
    wait();  // expected-error {{'wait' must not be called in a transaction [stet-unsafe-call]}}
    sleep(); // expected-error {{'sleep' must not be called in a transaction [stet-unsafe-call]}}
  }
  wait();
}

static void inner(void) {
  wait(); // expected-note {{called here}}
}
static void outer(void) {
  inner(); // expected-note {{called through the call to 'inner' here}}
}
void g(void) {
  outer();
  transaction <> { // expected-note {{the transaction begins here}}
    outer(); // expected-error {{the call to 'outer' calls 'wait', which must not be called in a transaction [stet-unsafe-call]}}
  }
}
