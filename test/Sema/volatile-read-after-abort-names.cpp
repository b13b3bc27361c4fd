// Reads by other names: references, and pointers that are made before the block.
// RUN: %clangxx_stet_verify %s
#include <stet.h>
struct pair {
  long first, second;
};
[[persistent]] long kept;
void look(const pair *);

long pointer() {
  pair o{3, 4}; // expected-note 2 {{declared here}}
  pair *p = &o;
  try {
    transaction <> {
      o.first++; // expected-warning {{'o' is volatile}} expected-note {{changed in the transaction here}}
      kept = 1;
    }
  } catch (stet::aborted &) {
  }
  return p->first; // expected-warning {{'o' is read where an abort of the transaction lands}}
}
long reference() {
  long o = 3; // expected-note 2 {{declared here}}
  long &r = o;
  try {
    transaction <> {
      r++; // expected-warning {{'o' is volatile}} expected-note {{changed in the transaction here}}
      kept = 1;
    }
  } catch (stet::aborted &) {
  }
  return r; // expected-warning {{'o' is read where an abort of the transaction lands}}
}
long array() {
  long v[3]{}; // expected-note 2 {{declared here}}
  long *p = v;
  try {
    transaction <> {
      v[1]++; // expected-warning {{'v' is volatile}} expected-note {{changed in the transaction here}}
      kept = 1;
    }
  } catch (stet::aborted &) {
    *p = 1;
  }
  return p[1]; // expected-warning {{'v' is read where an abort of the transaction lands}}
}
void argument() {
  pair o{3, 4}; // expected-note 2 {{declared here}}
  pair *p = &o;
  try {
    transaction <> {
      o = {1, 2}; // expected-warning {{'o' is volatile}} expected-note {{changed in the transaction here}}
      kept = 1;
    }
  } catch (stet::aborted &) {
    look(p); // expected-warning {{'o' is read where an abort of the transaction lands}}
  }
}

long silent(pair *other) {
  pair o{3, 4};
  long n = 0, v[3]{};
  pair *p = &o, *q = &o;
  long *whole = &n, *moved = v;
  q = other;
  try {
    transaction <> {
      o.first++;
      n++;
      v[1]++;
      kept = 1;
    }
  } catch (stet::aborted &) {
    *whole = 1;
    p->first = 2;
    moved = nullptr;
  }
  return p->second + q->first + *whole + (moved == nullptr);
}

long copied() {
  int n = 0;
  const long &before = n;
  try {
    transaction <> {
      n = kept;
      kept = 1;
    }
  } catch (stet::aborted &) {
    int &r = n;
    r = 0;
  }
  return before;
}
struct derived : pair {
  long third;
};
long base() {
  derived o{}; // expected-note 2 {{declared here}}
  pair &r = o;
  try {
    transaction <> {
      o.third++; // expected-warning {{'o' is volatile}} expected-note {{changed in the transaction here}}
      kept = 1;
    }
  } catch (stet::aborted &) {
    r = pair{};
  }
  return o.third; // expected-warning {{'o' is read where an abort of the transaction lands}}
}

// Nothing can abort behind the last statement.
bool flag(long *counter) {
  bool done = false, early = false; // expected-note 2 {{declared here}}
  long steps = 0;
  try {
    transaction <> {
      early = true; // expected-warning {{'early' is volatile}} expected-note {{changed in the transaction here}}
      kept = *counter;
      done = true;
      steps = 2;
    }
  } catch (stet::aborted &) {
  }
  return done && steps && early; // expected-warning {{'early' is read where an abort of the transaction lands}}
}
