// Reads through member functions that are not const.
// RUN: %clangxx_stet_verify -std=c++23 %s
#include <array>
#include <optional>
#include <sstream>
#include <stet.h>
#include <utility>
#include <vector>
[[persistent]] long total;
void sink(std::vector<int> given);
#define TRY(...)                                                                                   \
  try {                                                                                            \
    transaction<> {                                                                                \
      ++total;                                                                                     \
      __VA_ARGS__;                                                                                 \
    }                                                                                              \
  } catch (stet::aborted &) {                                                                      \
  }
int element() {
  std::vector<int> values(1); // expected-note 2 {{declared here}}
  TRY(values[0] = 1)          // expected-warning {{volatile}} expected-note {{changed in the}}
  return values[0];           // expected-warning {{'values' is read where an abort}}
}
int ofArray() {
  std::array<int, 1> values{}; // expected-note 2 {{declared here}}
  TRY(values[0] = 1)           // expected-warning {{volatile}} expected-note {{changed in the}}
  return values[0];            // expected-warning {{'values' is read where an abort}}
}
int ofOptional() {
  std::optional<int> value; // expected-note 2 {{declared here}}
  TRY(value = 1)            // expected-warning {{volatile}} expected-note {{changed in the}}
  return *value;            // expected-warning {{'value' is read where an abort}}
}
void moved() {
  std::vector<int> values;  // expected-note 2 {{declared here}}
  TRY(values.push_back(1))  // expected-warning {{volatile}} expected-note {{changed in the}}
  sink(std::move(values));  // expected-warning {{'values' is read where an abort}}
}
struct increment {
  static void operator()(int &value) { value++; } // expected-note {{changed here}}
};
static int hits; // expected-note {{declared here}}
void byStaticOperator() {
  increment f;
  transaction<> {
    ++total;
    f(hits); // expected-warning {{'hits' is volatile}}
  }
}
int assignedAnew() {
  std::vector<int> values(1);
  TRY(values[0] = 1)
  values = {2};
  return values[0];
}
void onlyAssigned() {
  std::vector<int> values(1);
  TRY(values[0] = 1)
  values[0] = 3;
  values.clear();
}

// A lambda, or what calls it, catches the abort; the variable is the caller's.
template <class Function> static void tryOnce(Function f) {
  try {
    transaction<> { f(); }
  } catch (stet::aborted &) {
  }
}
template <class Function> static bool succeeds(Function f) {
  try {
    transaction<> { f(); }
    return true;
  } catch (stet::aborted &) {
    return false;
  }
}
int catchingLambda() {
  int n = 0; // expected-note 2 {{declared here}}
  auto run = [&] {
    TRY(++n) // expected-warning {{'n' is volatile}} expected-note {{changed in the}}
  };
  run();
  return n; // expected-warning {{'n' is read where an abort}}
}
int asked() {
  int n = 0;
  if (!succeeds([&] { n = int(++total); }))
    return -1;
  return n;
}
int givenBack() {
  int n = 0;
  auto run = [&] {
    try {
      transaction<> { n = int(++total); }
    } catch (...) {
      n = 0;
    }
  };
  run();
  return n;
}
int told() {
  int n = 0;
  bool ok = true;
  auto run = [&] {
    try {
      transaction<> { n = int(++total); }
    } catch (...) {
      ok = false;
    }
  };
  run();
  return ok ? n : -1;
}
int readBeforeItsCall() {
  int n = 0;
  auto run = [&] { TRY(++n) };
  int m = n;
  run();
  return m;
}
void cleanedUp(std::ostringstream &out) {
  std::vector<std::string> values(1);
  try {
    transaction<> {
      ++total;
      values[0] = "x";
      out << "x";
    }
  } catch (stet::aborted &) {
    values[0].clear();
    values.erase(values.begin(), values.end());
    throw;
  }
}
int readBefore() {
  int n = 0, m = n;
  auto run = [&] { TRY(++n) };
  run();
  n = m;
  return n;
}
