// A function that is marked unsafe is not called in a transaction; elsewhere it is.
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
#include <stet.h>
[[stet::transaction_unsafe]] void wait(void); // expected-note {{marked '[[stet::transaction_unsafe]]' here}}
__attribute__((transaction_unsafe)) void sleep(void); // expected-note {{marked '[[stet::transaction_unsafe]]' here}}
void fine(void);
[[stet::transaction_unsafe]] int variable; // expected-error {{'transaction_unsafe' attribute only applies to functions}}

void f(void) {
  wait();
  transaction <> { // expected-note 2 {{the transaction begins here}}
    fine();
    wait();  // expected-error {{'wait' must not be called in a transaction [stet-unsafe-call]}}
    sleep(); // expected-error {{'sleep' must not be called in a transaction [stet-unsafe-call]}}
  }
  wait();
}
