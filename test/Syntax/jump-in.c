// Jumping into a block is an error; out of it is a commit.
// RUN: %clang_stet_verify -std=c11 %s
#include <stet.h>
void in(int n) {
  if (n)
    goto inside; // expected-error {{cannot jump from this goto statement to its label}}
  transaction <> { // expected-note {{jump bypasses initialization of variable with __attribute__((cleanup))}}
  inside:
    n = 1;
  }
}
void in_switch(int n) {
  switch (n) {
    transaction <> { // expected-note {{jump bypasses initialization of variable with __attribute__((cleanup))}}
    case 1: // expected-error {{cannot jump from switch statement to this case label}}
      n = 2;
    }
  }
}
void out(int n) {
  transaction <> {
    if (n)
      goto outside;
  }
outside:;
}
