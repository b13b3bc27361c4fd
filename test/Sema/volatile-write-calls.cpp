// What callees do is inferred; the notes lead down to the write.
// RUN: %clangxx_stet_verify %s
#include "Inputs/silence.h"
#include <stet.h>
int counter; // expected-note 9 {{declared here}}
int ends;    // expected-note {{declared here}}
[[persistent]] int kept;

void direct() {
  ++counter; // expected-note 3 {{changed here}}
}
void indirect() {
  direct(); // expected-note 2 {{changed through the call to 'direct' here}}
}
void even(int n);
void odd(int n) {
  if (n)
    even(n - 1); // expected-note {{changed through the call to 'even' here}}
}
void even(int n) {
  if (n)
    odd(n - 1);
  counter = n; // expected-note {{changed here}}
}
template <class T> void store(T &to, T value) {
  to = value; // expected-note {{changed here}}
}
struct object {
  int n;
  object() : n(0) {
    counter = 1; // expected-note {{changed here}}
  }
  ~object() {
    ends = 1; // expected-note {{changed here}}
  }
  void add(int i) {
    n += i;
  }
};
struct plain {
  int n;
  void add(int i) {
    n += i; // expected-note {{changed here}}
  }
  int operator++() {
    return ++n; // expected-note {{changed here}}
  }
};
plain tally; // expected-note 2 {{declared here}}
[[persistent]] plain saved;
int next() {
  return counter++; // expected-note {{changed here}}
}
void with_default(int = next()) {} 
struct range {
  int *begin() const {
    counter = 3; // expected-note {{changed here}}
    return nullptr;
  }
  int *end() const { return nullptr; }
};
void unknown_body(int &);
struct base {
  virtual void f() { counter = 1; }
};
[[stet::transaction_pure]] void pure() { counter = 1; }
void quiet() { SILENCE("volatile-write") counter = 1; }

void calls(base &b) {
  auto lambda = [] {
    counter = 2; // expected-note {{changed here}}
  };
  transaction <> {
    direct();       // expected-warning {{'counter' is volatile}}
    indirect();     // expected-warning {{'counter' is volatile}}
    odd(3);         // expected-warning {{'counter' is volatile}}
    store(counter, 1); // expected-warning {{'counter' is volatile}}
    store(kept, 1);
    object born;    // expected-warning {{'counter' is volatile}} expected-warning {{'ends' is volatile}}
    born.add(1);
    tally.add(1);   // expected-warning {{'tally' is volatile}}
    ++tally;        // expected-warning {{'tally' is volatile}}
    saved.add(1);
    ++saved;
    lambda();       // expected-warning {{'counter' is volatile}}
    with_default(); // expected-warning {{'counter' is volatile}}
    for (int i : range()) // expected-warning {{'counter' is volatile}}
      kept = i;
    unknown_body(kept);
    b.f();
    pure();
    quiet();
    plain local{0};
    local.add(1);
  }
}
void another() {
  transaction <> { indirect(); } // expected-warning {{'counter' is volatile}}
}
