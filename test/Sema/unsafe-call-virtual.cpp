// What a virtual function promises counts where it is not known which one is called.
// RUN: %clangxx_stet_verify %s
#include <stet.h>
struct base {
  [[stet::transaction_unsafe]] virtual void wait(); // expected-note {{marked '[[stet::transaction_unsafe]]' here}}
  virtual void fine();
};
struct derived final : base {
  void wait() override; // promises better
};
[[stet::transaction_unsafe]] void unsafe(); // expected-note {{marked '[[stet::transaction_unsafe]]' here}}
void call(void (*f)()) {
  f(); // expected-note {{called here}}
}
void f(base &b, derived &d) {
  b.wait();
  transaction <> { // expected-note 2 {{the transaction begins here}}
    b.fine();
    b.wait(); // expected-error {{'base::wait' must not be called in a transaction}}
    d.wait();
    call(unsafe); // expected-error {{the call to 'call' calls 'unsafe', which must not be called in a transaction}}
  }
}
