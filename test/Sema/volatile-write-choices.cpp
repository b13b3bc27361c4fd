// Choices between volatile objects, range-for over temporaries, what is cleared, and what can't be
// copied.
// RUN: %clangxx_stet_verify -std=c++20 %s
// RUN: not %clangxx_stet -std=c++20 -fsyntax-only -fno-caret-diagnostics -Werror %s 2>&1 \
// RUN:   | FileCheck %s
#include <memory>
#include <stet.h>
#include <vector>
[[persistent]] long total;
static int hits, misses; // expected-note 2 {{declared here}}
static std::unique_ptr<int> cache; // expected-note {{declared here}}
// CHECK-NOT: 'cache' {{.*}}restored
struct job {
  int id;
  bool done;
};
std::vector<job> pending();

void count(bool hit) {
  transaction<> {
    (hit ? hits : misses)++; // expected-warning {{'hits' is volatile}}
    ++total;
  }
}
void countByReference(bool hit) {
  int &counter = hit ? hits : misses;
  transaction<> {
    ++counter; // expected-warning {{'hits' is volatile}}
    ++total;
  }
}
void store() {
  transaction<> {
    ++total;
    cache = std::make_unique<int>(1); // expected-warning {{'cache' is volatile}}
  }
}

struct [[persistent]] account {
  long sum;
  const char *name;
};
void silent(bool first) {
  for (job &each : std::vector<job>(pending())) {
    try {
      transaction<> {
        total += each.id;
        each.done = true;
      }
    } catch (stet::aborted &) {
    }
  }
  std::vector<int> values;
  for (;;) {
    values.clear();
    try {
      transaction<> {
        values.push_back(1);
        ++total;
      }
      break;
    } catch (stet::aborted &) {
    }
  }
  account one{}, two{};
  transaction<> {
    (first ? one : two).name = "on the stack";
    std::vector<account> copies;
    copies.push_back(one);
    total += copies[0].sum;
  }
}
int handlerOfOthers() {
  int n = 0;
  try {
    total = total + 0;
  } catch (...) {
    total = n;
  }
  auto increment = [&] {
    transaction<> {
      n++;
      ++total;
    }
  };
  increment();
  return n;
}
