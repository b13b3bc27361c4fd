// What [[stet::suppress]] doesn't understand is an error with a proposal.
// On statements, which LLVM 19 has no attributes of plugins for.
// REQUIRES: llvm-22
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
#include <stet.h>
void f(void) {
  [[stet::suppress("unsafe-cal")]] f();       // expected-error {{unknown diagnostic 'unsafe-cal'; did you mean 'unsafe-call'?}}
  [[stet::suppress("xyz")]] f();              // expected-error {{unknown diagnostic 'xyz'}}
  [[stet::suppress("unsafe-statement")]] f(); // expected-error {{'unsafe-statement' is always an error and can't be suppressed}}
  [[stet::suppress(1)]] f();                  // expected-error {{string literal}}
  [[stet::suppress()]] f();                   // expected-error {{takes at least 1 argument}}
  [[suppress("unsafe-call")]] f();            // expected-warning {{unknown attribute 'suppress' ignored}}
}
