// A template's body is reported once, and its suppressions hold in each instantiation.
// RUN: %clangxx_stet_verify %s
#include "Inputs/silence.h"
#include <stet.h>
[[stet::transaction_unsafe]] void wait(); // expected-note {{marked}}
template <class T> void f(T) {
  transaction <> {                            // expected-note {{begins here}}
    SILENCE("unsafe-call") wait();
    wait(); // expected-error {{must not be called}}
  }
}
template <class T> struct SILENCE("unsafe-call") silent {
  void g() {
    transaction <> { wait(); }
  }
};
template <class T> void never(T) {
  transaction <> { wait(); }
}
void instantiate() {
  f(1);
  f(2L);
  silent<int>().g();
}
