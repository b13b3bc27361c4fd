// [[stet::suppress]] silences what it stands on, a statement or a declaration, and no more.
// REQUIRES: llvm-22
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
#include <stet.h>
[[stet::transaction_unsafe]] void wait(void); // expected-note 3 {{marked}}

void statement(void) {
  transaction <> { // expected-note {{begins here}}
    [[stet::suppress("unsafe-call")]] wait();
    __attribute__((stet_suppress("stet-unsafe-call"))) { wait(); }
    [[stet::suppress("volatile-write", "unsafe-call")]] wait();
    wait(); // expected-error {{must not be called}}
    [[stet::suppress("volatile-write")]] wait(); // expected-error {{must not be called}} expected-note@-5 {{begins here}}
  }
}

[[stet::suppress("unsafe-call")]] void declaration(void) {
  transaction <> { wait(); }
}
void behind(void) {
  transaction <> { wait(); } // expected-error {{must not be called}} expected-note {{begins here}}
}

// The mark of the function itself answers for all of its calls.
[[stet::suppress("unsafe-call")]] [[stet::transaction_unsafe]] void answered(void);
void caller(void) {
  transaction <> { answered(); }
}
