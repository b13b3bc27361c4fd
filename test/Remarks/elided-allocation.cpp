// What the same transaction has allocated needs no snapshot.
// RUN: %clangxx_stet -O2 -Rpass=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
struct [[persistent]] node { long value; node *next; };
[[persistent]] node *head;
void push(long v) {
  transaction <> {
    node *n = new node;
    n->value = v; // expected-remark {{store of 8 bytes to memory from 'operator new' needs no snapshot: the object was allocated in the same transaction}}
    n->next = nullptr; // expected-remark {{store of 8 bytes to memory from 'operator new' needs no snapshot: the object was allocated in the same transaction}}
    head = n; // expected-remark {{store of 8 bytes to variable 'head' is saved without a test: its memory is proven persistent}}
  }
}
