// What keeps a snapshot from sharing the fence of the one before it is told.
// RUN: %clang_stet -O2 -Rpass-missed=stet -Xclang -verify -c %s -o %t.o
#include <stdatomic.h>
#include <stet.h>
[[persistent]] struct { long a, b; struct item *first; } data;
[[persistent]] _Atomic long counter;
struct item { long value; };
void elsewhere(void);
[[stet::suppress("uninstrumented-call")]] void call(long v) {
  transaction <> {
    data.a = v;
    elsewhere();
    data.b = v; // expected-remark {{store of 8 bytes to variable 'data' is not saved together with that at line 11: the call of 'elsewhere' may synchronise with another thread, throw or not return}}
  }
}
void branch(long v) {
  transaction <> {
    data.a = v;
    if (v > 3)
      data.b = v; // expected-remark {{store of 8 bytes to variable 'data' is not saved together with that at line 18: there are branches between the two}}
  }
}
void atomic(long v) {
  transaction <> {
    data.a = v;
    atomic_store(&counter, v); // expected-remark {{atomic store of 8 bytes to variable 'counter' is not saved together with that at line 25: other threads may order themselves by it}}
    data.b = v; // expected-remark {{store of 8 bytes to variable 'data' is not saved together with that at line 26: other threads may order themselves by an atomic operation}}
  }
}
void address(long v, struct item **i) {
  transaction <> {
    (*i)->value = v; // expected-remark {{tested at run time}}
    i[1]->value = v; // expected-remark {{tested at run time}} expected-remark {{store of 8 bytes to a member of 'item' is not saved together with that at line 32: its address is not known there yet}}
  }
}
// Blocks are no hindrance to each other.
void two(long v) {
  transaction <> { data.a = v; }
  transaction <> { data.b = v; }
}
