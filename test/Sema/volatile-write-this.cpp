// `this` in a lambda is that of the member function around it.
// RUN: %clangxx_stet_verify %s
#include <stet.h>
template <class F> void call(F f) { f(); } // expected-note {{changed through the call to the lambda here}}
struct bank {
  int n;
  void count() {
    auto step = [this] {
      ++n; // expected-note {{changed here}}
    };
    step(); // expected-note {{changed through the call to the lambda here}}
  }
  void deeper() {
    call([&] { // expected-note {{changed through the call to 'call' here}}
      [this] { // expected-note {{changed through the call to the lambda here}}
        n = 1; // expected-note {{changed here}}
      }();
    });
  }
  void copied() {
    auto step = [*this]() mutable { ++n; };
    step();
  }
  void inside() {
    transaction <> {
      [this] { ++n; }(); // the bank may be persistent
    }
  }
};
bank paper; // expected-note 2 {{declared here}}
[[persistent]] bank steel;
void f() {
  transaction <> {
    paper.count();  // expected-warning {{'paper' is volatile}}
    paper.deeper(); // expected-warning {{'paper' is volatile}}
    paper.copied();
    steel.count();
    steel.deeper();
    bank local{};
    local.count();
  }
}
