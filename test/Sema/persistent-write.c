// Persistent memory is changed where certainly no transaction runs, in C.
// RUN: %clang_stet_verify -std=c11 %s
// RUN: %clang_stet_verify -std=c23 %s
#include <stet.h>
#include <string.h>
struct __attribute__((persistent)) node {
  long value;
  struct node *next;
};
__attribute__((persistent)) struct node *head;
__attribute__((persistent)) char text[10];
static void leaf(struct node *n) {
  n->value = 1; // expected-warning {{persistent memory is changed outside every transaction: a crash may leave it half changed [stet-persistent-write]}}
}
static void count(long *n) {
  ++*n; // expected-warning {{persistent memory is changed outside every transaction}}
}
int main(void) {
  head->next = head;    // expected-warning {{persistent memory is changed outside every transaction}}
  strcpy(text, "x");    // expected-warning {{persistent memory is changed outside every transaction}}
  leaf(head);           // expected-note {{'leaf' is called outside every transaction here}}
  count(&head->value);  // expected-note {{'count' is called outside every transaction here}}
  transaction <> { head = head->next; }
}
