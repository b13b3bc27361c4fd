// Members: through this, in persistent and volatile objects, in lambdas that capture.
// RUN: %clangxx_stet_verify %s
#include <stet.h>
struct [[persistent]] account {
  long balance;
  void deposit(long n) { balance += n; }
};
struct bank {
  account owned;
  int retries; 
  void count() {
    ++retries; // expected-note {{changed here}}
  }
  void inside() {
    transaction <> {
      ++retries; // the bank may be persistent
      owned.deposit(1);
    }
  }
};
bank paper; // expected-note 2 {{declared here}}
[[persistent]] bank steel;
account on_stack();

void f() {
  auto by_copy = [n = 0]() mutable { ++n; };
  transaction <> {
    paper.count();          // expected-warning {{'paper' is volatile}}
    paper.owned.balance = 1; // expected-warning {{'paper' is volatile}}
    steel.count();
    steel.owned.deposit(2);
    account copy = steel.owned;
    copy.deposit(1);
    on_stack().deposit(1);
    by_copy();
  }
}
