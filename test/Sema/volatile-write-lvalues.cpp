// Every form of lvalue that denotes a volatile object that outlives the block.
// RUN: %clangxx_stet_verify %s
#include <new>
#include <stet.h>
int global; // expected-note-re 14 {{declared here; add '{{\[\[}}stet::restored]]' to have it restored}}
thread_local int per_thread; // expected-note {{declared here}}
struct point {
  int x, y;
  static int count;
  int &at() { return x; }
  point &operator+=(int n) {
    x += n; // expected-note {{changed here}}
    return *this;
  }
};
int point::count = 0; // expected-note {{declared here}}
point corner; // expected-note 10 {{declared here}}
int numbers[4]; // expected-note 3 {{declared here}}
[[persistent]] point saved;
[[persistent]] int kept;
int &alias() { return global; }
template <class T> T &same(T &t) { return t; }

void writes(bool b) {
  static int last; // expected-note {{declared here}}
  int &reference = global;
  int *pointer = &global;
  int *const middle = numbers + 1;
  point *p = &corner;
  auto &[first, second] = corner;
  int point::*member = &point::x;
  transaction <> {
    global = 1;         // expected-warning {{'global' is volatile: its change is not undone if the transaction aborts [stet-volatile-write]}}
    global += 1;        // expected-warning {{'global' is volatile}}
    ++global;           // expected-warning {{'global' is volatile}}
    global--;           // expected-warning {{'global' is volatile}}
    (global) = 1;       // expected-warning {{'global' is volatile}}
    per_thread = 1;     // expected-warning {{'per_thread' is volatile}}
    point::count = 1;   // expected-warning {{'point::count' is volatile}}
    last = 1;           // expected-warning {{'last' is volatile}}
    corner.x = 1;       // expected-warning {{'corner' is volatile}}
    p->y = 1;           // expected-warning {{'corner' is volatile}}
    (*p).y = 1;         // expected-warning {{'corner' is volatile}}
    corner.at() = 1;    // expected-warning {{'corner' is volatile}}
    corner += 1;        // expected-warning {{'corner' is volatile}}
    corner.*member = 1; // expected-warning {{'corner' is volatile}}
    p->*member = 1;     // expected-warning {{'corner' is volatile}}
    new (&corner) point{1, 2}; // expected-warning {{'corner' is volatile}}
    numbers[2] = 1;     // expected-warning {{'numbers' is volatile}}
    *middle = 1;        // expected-warning {{'numbers' is volatile}}
    middle[1] = 1;      // expected-warning {{'numbers' is volatile}}
    first = 1;          // expected-warning {{'corner' is volatile}}
    second = 1;         // expected-warning {{'corner' is volatile}}
    reference = 1;      // expected-warning {{'global' is volatile}}
    *pointer = 1;       // expected-warning {{'global' is volatile}}
    alias() = 1;        // expected-warning {{'global' is volatile}}
    same(global) = 1;   // expected-warning {{'global' is volatile}}
    (b ? global : global) = 1; // expected-warning {{'global' is volatile}}
    ((void)b, global) = 1; // expected-warning {{'global' is volatile}}
    (global = 1) = 2;   // expected-warning {{'global' is volatile}} expected-warning {{'global' is volatile}}
    ((int &)global) = 1; // expected-warning {{'global' is volatile}}
    // Persistent, or not known.
    kept = 1;
    saved.x = 1;
    saved += 1;
    saved.*member = 1;
    new (&saved) point{1, 2};
    same(kept) = 1;
    (b ? kept : global) = 1;
  }
}
