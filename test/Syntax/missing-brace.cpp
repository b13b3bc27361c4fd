// RUN: %clangxx_stet_verify %s
#include <stet.h>
int n;
void f() {
  transaction <> n = 1; // expected-error {{expected '{' after 'transaction <...>': a transaction is a block}}
  if (n)
    transaction <> // expected-error {{expected '{' after 'transaction <...>': a transaction is a block}}
    n = 2;
}
