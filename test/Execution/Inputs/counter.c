// Counts its runs, by the sum of a list that grows by one element a run.
#include <stdio.h>
#include <stet.h>
struct [[persistent]] item {
  long value;
  struct item *next;
};
[[persistent]] struct item *first;
static void add(long value) {
  transaction <> {
    struct item *new_item = stet_malloc(sizeof *new_item);
    new_item->value = value;
    new_item->next = first;
    first = new_item;
  }
}
static void add_and_abort(void) {
  transaction <> {
    first->value = 100;
    first = NULL;
    stet_abort(1);
  }
}
int main(void) {
  add(1);
  add_and_abort();
  long sum = 0;
  for (struct item *i = first; i; i = i->next)
    sum += i->value;
  printf("run %ld\n", sum);
  return 0;
}
