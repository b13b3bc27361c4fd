// The address of a persistent variable is no constant in C.
// RUN: %clang_stet_verify -std=c11 %s
#include <stet.h>
[[persistent]] int n;
[[persistent]] int *inside = &n;
int *outside = &n; // expected-error {{the address of persistent variable 'n' is not a constant}}
struct pair {
  int a;
  int *b;
} in_struct = {1, &n}; // expected-error {{the address of persistent variable 'n' is not a constant}}
unsigned long size = sizeof n;
void f(void) {
  static int *local = &n; // expected-error {{the address of persistent variable 'n' is not a constant}}
  int *automatic = &n;
  (void)local, (void)automatic;
}
