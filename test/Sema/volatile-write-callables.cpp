// Functions that are called through pointers, std::function and lambdas are looked into where it
// is known which they are.
// RUN: %clangxx_stet_verify %s
#include <cstdlib>
#include <functional>
#include <stet.h>
#include <utility>

int counter; // expected-note 13 {{declared here}}
[[persistent]] int kept;
void direct() {
  counter = 1; // expected-note 8 {{changed here}}
}
void harmless() { kept = 1; }
void by_pointer(void (*f)()) {
  f(); // expected-note 3 {{changed through the call to}}
}
void by_pointer_twice(void (*f)()) {
  by_pointer(f); // expected-note {{changed through the call to 'by_pointer' here}}
}
void by_function(const std::function<void()> &f) {
  f(); // expected-note 3 {{changed through the call to}}
}
void by_value(std::function<void()> f) {
  by_function(f); // expected-note {{changed through the call to 'by_function' here}}
}
template <class F> void forwarded(F &&f) {
  std::forward<F>(f)(); // expected-note {{changed through the call to 'direct' here}}
}
void with_argument(void (*f)(int *), int *to) {
  f(to); // expected-note {{changed through the call to 'set' here}}
}
void set(int *to) {
  *to = 1; // expected-note {{changed here}}
}
int compare(const void *, const void *) {
  return ++counter; // expected-note {{changed here}}
}
void (*const fixed)() = direct;
void (*changing)() = direct;

void calls(void (*unknown)(), const std::function<void()> &unknown_function) {
  auto pointer = &direct;
  auto assigned = &direct;
  assigned = &harmless;
  const std::function<void()> function = direct;
  std::function<void()> other = direct;
  other = harmless;
  int numbers[4] = {};
  transaction <> {
    by_pointer(direct);       // expected-warning {{'counter' is volatile}}
    by_pointer_twice(direct); // expected-warning {{'counter' is volatile}}
    by_pointer([] {
      counter = 2; // expected-note {{changed here}}
    }); // expected-warning@-2 {{'counter' is volatile}}
    by_function(direct); // expected-warning {{'counter' is volatile}}
    by_value([] {
      counter = 3; // expected-note {{changed here}}
    }); // expected-warning@-2 {{'counter' is volatile}}
    by_function([&] {
      counter = 4; // expected-note {{changed here}}
    }); // expected-warning@-2 {{'counter' is volatile}}
    forwarded(direct);                               // expected-warning {{'counter' is volatile}}
    with_argument(set, &counter);                    // expected-warning {{'counter' is volatile}}
    std::qsort(numbers, 4, sizeof(int), compare);    // expected-warning {{'counter' is volatile}}
    fixed();                                         // expected-warning {{'counter' is volatile}}
    pointer();                                       // expected-warning {{'counter' is volatile}}
    (*pointer)();                                    // expected-warning {{'counter' is volatile}}
    function();                                      // expected-warning {{'counter' is volatile}}
    // Not known, or harmless.
    unknown();
    unknown_function();
    assigned();
    other();
    changing();
    by_pointer(harmless);
    by_function(harmless);
    by_function([] { kept = 2; });
    with_argument(set, &kept);
    std::atexit(direct);
  }
}
