// Where [[stet::restored]] can't stand, in C.
// RUN: %clang_stet_verify -std=gnu17 %s
#include <stet.h>

__attribute__((restored)) void function(void);    // expected-error {{'restored' attribute only applies to variables and members}}
__attribute__((restored)) const int Constant = 1; // expected-error {{what is const never changes and can't be 'restored'}}
[[persistent]] __attribute__((restored)) int P;   // expected-error {{a persistent variable can't be 'restored'}}

struct plain {
  __attribute__((restored)) unsigned Bits : 3; // expected-error {{a bit-field can't be 'restored'}}
  __attribute__((restored)) int Fine;
};
__attribute__((restored)) struct plain Fine;
void parameter(__attribute__((restored)) int AlsoFine) { AlsoFine = 1; }
