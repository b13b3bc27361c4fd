// RUN: %clangxx_stet_verify %s
#include <stet.h>
struct plain {};
void f(plain p) {
  transaction <p> { (void)p; }
  // expected-error@*:* {{a transaction's argument must be a pool or have lock() and unlock()}}
  // expected-note@*:* 1+ {{in instantiation of}}
}
