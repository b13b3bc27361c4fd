// Heap objects are reported where they are known to be volatile: a pointer that never
// changes was initialised with `new` or malloc.
// RUN: %clangxx_stet_verify %s
#include <stdlib.h>
#include <stet.h>
struct plain {
  int n;
  plain *next;
};
struct [[persistent]] node {
  int n;
  node *next;
};
int *const numbers = new int[4]; // expected-note {{declared here}}
plain *changing = new plain();
[[persistent]] node *head;
int use(int);

void f(plain *given) {
  plain *known = new plain();                // expected-note 2 {{declared here}}
  int *raw = (int *)malloc(4);
  int *read = (int *)malloc(4);              // expected-note 2 {{declared here}}
  plain *reassigned = new plain();
  node *kept = head;
  try {
    transaction <> {
      numbers[1] = 1; // expected-warning {{the object that 'numbers' points to is volatile: its change is not undone if the transaction aborts}}
      known->n = 1;   // expected-warning {{the object that 'known' points to is volatile}} expected-note {{changed in the transaction here}}
      *raw = 1;
      *read = 1;      // expected-warning {{the object that 'read' points to is volatile}} expected-note {{changed in the transaction here}}
      known->next->n = 1;
      reassigned->n = 1;
      changing->n = 1;
      given->n = 1;
      kept->n = 1;
      head = new node{1, head};
      head->n = 2;
      plain *born = new plain();
      born->n = 1;
      delete born;
    }
  } catch (...) {
    use(known->n); // expected-warning {{the object that 'known' points to is read where an abort}}
    use(*read);    // expected-warning {{the object that 'read' points to is read where an abort}}
    free(raw);
    delete known;
    reassigned = given;
    use(reassigned->n);
  }
}
