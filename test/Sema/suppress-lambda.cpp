// [[stet::suppress]] on a lambda, a class and a namespace covers what is in them.
// RUN: %clangxx_stet_verify -std=c++23 %s
#include <stet.h>
[[persistent]] long kept;
long counter; // expected-note {{declared here}}

void lambdas() {
  auto silent = [] [[stet::suppress("volatile-write")]] () { counter++; };
  auto fires = [] { counter++; }; // expected-note {{changed here}}
  transaction <> {
    silent();
    fires(); // expected-warning {{'counter' is volatile}}
    kept = counter;
  }
}

struct [[stet::suppress("volatile-write")]] statistics {
  void count() { counter++; }
};
namespace [[stet::suppress("volatile-write")]] quiet {
void count() {
  transaction <> { kept = ++counter; }
}
} // namespace quiet
void useOf(statistics all) {
  transaction <> {
    all.count();
    kept = 1;
  }
}
