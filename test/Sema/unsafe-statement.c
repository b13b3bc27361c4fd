// Inline assembly may write outputs of known size to memory; an array of variable or of no length in a
// block is an error, elsewhere a warning.
// RUN: %clang_stet_verify %s
// RUN: not %clang_stet -O1 -DNO_LENGTH -c %s -o /dev/null 2>&1 | FileCheck %s
#include <stet.h>

[[persistent]] int n;
[[persistent]] char text[16];

#ifndef NO_LENGTH
void f(char *p, int length) {
  transaction <> { // expected-note {{the transaction begins here}}
    __asm__("incl %0" : "+m"(n));
    __asm__("movb $1, %0" : "=m"(*(char(*)[16])p));
    __asm__("rep stosb" : "=m"(*(char(*)[length])p), "+D"(p), "+c"(length) : "a"(0)); // expected-error {{inline assembly that writes an array of variable length in a transaction cannot be rolled back [stet-unsafe-statement]}}
  }
}

void g(char *p, int length) {
  __asm__("rep stosb" : "=m"(*(char(*)[length])p), "+D"(p), "+c"(length) : "a"(0)); // expected-warning {{inline assembly that writes an array of variable length cannot be rolled back if it executes in a transaction}}
}
#else
// CHECK: error: inline assembly that writes an array of unknown length in a transaction cannot be rolled back
void h(char *p) {
  transaction <> { __asm__("movb $1, %0" : "=m"(*(char(*)[])p)); }
}
#endif
