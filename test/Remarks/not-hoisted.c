// What keeps the snapshot of a loop's store in the loop is told.
// RUN: %clang_stet -O1 -fno-unroll-loops -Rpass-missed=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
struct item { long value; struct item *next; };
[[persistent]] long table[64], total;
[[persistent]] struct item *list;
int isWanted(long);
void sparse(void) {
  transaction <> {
    for (int i = 0; i < 64; i += 2)
      table[i] = i; // expected-remark {{store of 8 bytes to variable 'table' is saved in each iteration of the loop: there are bytes between one and the next that are not stored}}
  }
}
[[stet::suppress("uninstrumented-call")]] void call(void) {
  transaction <> {
    for (int i = 0; i < 64; ++i)
      table[i] = isWanted(i); // expected-remark {{is saved in each iteration of the loop: the call of 'isWanted' may synchronise with another thread, throw or not return}}
  }
}
void sometimes(const long *from) {
  transaction <> {
    for (int i = 0; i < 64; ++i)
      if (from[i])
        table[i] = from[i] * from[i]; // expected-remark {{is saved in each iteration of the loop: it is not certain to be executed in each of them}}
  }
}
void same(const volatile long *from) {
  transaction <> {
    for (int i = 0; i < 64; ++i)
      total = from[i]; // expected-remark {{store of 8 bytes to variable 'total' is saved in each iteration of the loop: all of them store to the same bytes}}
  }
}
void linked(void) {
  transaction <> {
    for (struct item *i = list; i; i = i->next)
      i->value = 1; // expected-remark {{tested at run time}} expected-remark {{is saved in each iteration of the loop: its address does not advance by a constant number of bytes}}
  }
}
void early(const long *from) {
  transaction <> {
    for (int i = 0; i < 64; ++i) {
      table[i] = from[i]; // expected-remark {{is saved in each iteration of the loop: the loop may be left in the middle}}
      if (from[i] == 3)
        break;
      if (from[i] == 5)
        break;
    }
  }
}
