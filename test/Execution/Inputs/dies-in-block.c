// Dies in a block after it has changed and allocated.
#include <stdlib.h>
#include <stet.h>
struct [[persistent]] item {
  long value;
  struct item *next;
};
[[persistent]] struct item *first;
int main(void) {
  transaction <> {
    first->value = 1000;
    first = stet_malloc(sizeof *first);
    first->next = NULL;
    first->value = 2000;
    abort();
  }
}
