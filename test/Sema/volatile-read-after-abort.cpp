// C++: an exception leaves the block. Locals are reported when a handler of the function,
// or what follows it, reads them.
// RUN: %clangxx_stet_verify %s
#include <stet.h>
[[persistent]] int kept;
int use(int);

int no_handler() {
  int result = 0;
  transaction <> { result = kept; }
  return result;
}

int handler() {
  int steps = 0; // expected-note 2 {{declared here}}
  try {
    transaction <> {
      ++steps; // expected-warning {{'steps' is volatile}} expected-note {{changed in the transaction here}}
      kept = 1;
    }
  } catch (...) {
    return use(steps); // expected-warning {{'steps' is read}}
  }
  return steps;
}

int behind() {
  int steps = 0; // expected-note 2 {{declared here}}
  try {
    transaction <> {
      ++steps; // expected-warning {{'steps' is volatile}} expected-note {{changed in the transaction here}}
    }
  } catch (const stet::aborted &) {
  }
  return steps; // expected-warning {{'steps' is read}}
}

int dead_in_handler() {
  int steps = 0;
  try {
    transaction <> { ++steps; }
  } catch (...) {
    steps = 0;
  }
  return steps;
}

int block_in_handler() {
  int steps = 0;
  try {
    use(1);
  } catch (...) {
    transaction <> { ++steps; }
  }
  return steps;
}

template <class F> void call(F f) { f(); } // expected-note {{changed through the call to the lambda here}}
int captured() {
  int steps = 0; // expected-note 2 {{declared here}}
  auto step = [&] {
    ++steps; // expected-note {{changed here}}
  };
  try {
    transaction <> {
      call(step); // expected-warning {{'steps' is volatile}} expected-note {{changed in the transaction here}}
    }
  } catch (...) {
  }
  return steps; // expected-warning {{'steps' is read}}
}

int cleaned_up() {
  int *copy = nullptr;
  try {
    transaction <> { copy = new int(kept); }
  } catch (...) {
    delete copy;
    throw;
  }
  return *copy;
}
