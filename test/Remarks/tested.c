// A store is told as tested where the storage class of its address is not known, with where the address comes from.
// RUN: %clang_stet -O0 -Rpass=stet -Rpass-missed=stet -Xclang -verify -c %s -o %t.o
// RUN: %clang_stet -O2 -Rpass=stet -Rpass-missed=stet -Xclang -verify -c %s -o %t.o
#include <stdint.h>
#include <stet.h>
struct node { long value; struct node *next; };
[[persistent]] struct node *head;
struct node *find(void);
void parameter(struct node *n) {
  transaction <> {
    n->value = 1; // expected-remark {{store of 8 bytes to a member of 'node' is tested at run time: its address is a parameter of 'parameter'}}
  }
}
void variable(void) {
  transaction <> {
    head->value = 1; // expected-remark {{store of 8 bytes to a member of 'node' is tested at run time: its address is read from variable 'head'}}
  }
}
void member(struct node *n) {
  transaction <> {
    n->next->value = 1; // expected-remark {{store of 8 bytes to a member of 'node' is tested at run time: its address is read from a member of 'node'}}
  }
}
void result(void) {
  transaction <> {
    find()->value = 1; // expected-remark {{store of 8 bytes to a member of 'node' is tested at run time: its address is a result of 'find'}}
  }
}
