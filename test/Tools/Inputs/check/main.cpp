// A program of two files: this one has the transaction.
#include "list.h"
#include <stet.h>

[[persistent]] item *first;

void push(int value) {
  transaction <> {
    first = new item{value, first};
    append(&first->value);
    touch(&first->value);
  }
}

int main() { push(1); }
