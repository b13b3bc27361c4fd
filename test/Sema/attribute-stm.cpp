// The second storage class is recognised and refused.
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c11 %s
#include <stet.h>
struct [[persistent(stm)]] s { // expected-error {{'[[persistent(stm)]]' is not supported yet; use '[[persistent]]'}}
  int x;
};
struct [[persistent(other)]] o { // expected-error {{'persistent' takes no argument but 'stm'}}
  int x;
};
int f(void) { return stm; } // expected-error {{use of undeclared identifier 'stm'}}
