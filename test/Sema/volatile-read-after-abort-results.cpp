// A function that catches the abort and returns whether the transaction was committed: what a
// lambda of the caller has changed is stale where the caller has been told of the abort.
// RUN: %clangxx_stet_verify -std=c++20 %s
#include <stet.h>
[[persistent]] long kept;

template <class Function> bool atomically(Function body) {
  try {
    transaction <> { body(); } // expected-warning 1+ {{is volatile}} expected-note 1+ {{changed in the transaction here}}
    return true;
  } catch (stet::aborted &) {
    return false;
  }
}
template <class Function> int status(Function body) {
  try {
    transaction <> { body(); } // expected-warning 1+ {{is volatile}} expected-note 1+ {{changed in the transaction here}}
  } catch (stet::aborted &) {
    return -1;
  } catch (...) {
    return -2;
  }
  return 0;
}

long told() {
  long n = 0; // expected-note 1+ {{declared here}}
  bool done = atomically([&] { kept = ++n; }); // expected-note 0+ {{changed here}}
  if (!done)
    return n; // expected-warning {{'n' is read where an abort of the transaction lands}}
  return 0;
}
long toldByNumber() {
  long n = 0; // expected-note 1+ {{declared here}}
  if (status([&] { kept = ++n; }) != 0) // expected-note 0+ {{changed here}}
    return n; // expected-warning {{'n' is read where an abort of the transaction lands}}
  return 0;
}
long whatever() {
  long n = 0; // expected-note 1+ {{declared here}}
  atomically([&] { kept = ++n; }); // expected-note 0+ {{changed here}}
  return n; // expected-warning {{'n' is read where an abort of the transaction lands}}
}

long silent() {
  long a = 0, b = 0, c = 0, d = 0;
  if (atomically([&] { kept = ++a; }))
    return a;
  bool done = atomically([&] { kept = ++b; });
  if (!done)
    b = 0;
  if (status([&] { kept = ++c; }) == 0)
    return b + c;
  while (!atomically([&] { kept = d = 1; })) {
  }
  return d;
}

enum class outcome { committed, undone };
template <class Function> outcome tried(Function body) {
  try {
    transaction <> { body(); }
  } catch (stet::aborted &) {
    return outcome::undone;
  }
  return outcome::committed;
}
template <class Function> bool retry(int times, Function body) {
  while (times--)
    if (body())
      return true;
  return false;
}

// How the result is asked for is not understood.
long askedOtherwise(bool want) {
  long a = 0, b = 0, c = 0, d = 0, e = 0, f = 0;
  if (status([&] { kept = ++a; }) < 0)
    return -1;
  if (status([&] { kept = ++b; }) == -1)
    return -1;
  if (tried([&] { kept = ++c; }) != outcome::committed)
    return -1;
  switch (tried([&] { kept = ++d; })) {
  case outcome::committed:
    break;
  default:
    return -1;
  }
  bool done = want && atomically([&] { kept = ++e; });
  if (!done)
    return -1;
  bool also = atomically([&] { kept = ++f; });
  if (also == false)
    return -1;
  long g = 0;
  auto work = [&]() -> bool {
    try {
      transaction <> { kept = ++g; }
      return true;
    } catch (stet::aborted &) {
      return false;
    }
  };
  if (!retry(3, work))
    return -1;
  return a + b + c + d + e + f + g;
}
