// Writes in blocks, in functions that are called from one or by nobody that is known, to copies.
// RUN: %clang_stet_verify -std=c11 %s
// expected-no-diagnostics
#include <stet.h>
#include <string.h>
struct __attribute__((persistent)) node {
  long value;
  struct node *next;
};
__attribute__((persistent)) struct node *head;
__attribute__((persistent)) char text[10];
static void only_in_block(struct node *n) { n->value = 1; }
void external(struct node *n) { n->value = 1; }
static void either(void) {
  if (stet_in_transaction())
    head->value = 1;
}
static void set(long *n) { *n = 1; }
int main(void) {
  struct node local = {0, 0};
  char buffer[10];
  local.value = 1;
  set(&local.value);
  memcpy(&local, head, sizeof local);
  strcpy(buffer, text);
  either();
  transaction <> {
    head->value = 1;
    only_in_block(head);
    set(&head->value);
    strcpy(text, "x");
  }
}
