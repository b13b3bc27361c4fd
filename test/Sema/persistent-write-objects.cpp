// Objects that are known to be volatile, whatever their class; deallocation; operators that the
// compiler defines.
// RUN: %clangxx_stet_verify -std=c++20 %s
#include <optional>
#include <stet.h>
#include <stdlib.h>
#include <vector>
struct place {
  int x, y;
};
[[persistent]] place first, second;
struct [[persistent]] node {
  long value;
  node *next;
};
[[persistent]] node *head;

int main(int count, char **) {
  place p{1, 2};
  first = p;  // expected-warning {{persistent memory is changed outside every transaction}}
  second = p; // expected-warning {{persistent memory is changed outside every transaction}}
  delete head; // expected-warning {{'delete' frees persistent memory outside every transaction, which fails}}
  void *memory = stet_malloc(8); // expected-warning {{'stet_malloc' is called outside every transaction, where it fails}}
  stet_free(memory); // expected-warning {{'stet_free' is called outside every transaction, where it fails}}

  stet_free(nullptr);
  node array[3], *each;
  for (each = array; each < array + 3; each++)
    each->value = 0;
  node *copy;
  copy = (node *)malloc(sizeof *copy);
  copy->value = 1;
  copy->next = (node *)malloc(sizeof *copy);
  node one{}, two{};
  node &either = count > 1 ? one : two;
  either.value = 1;
  node *chosen;
  chosen = count > 1 ? &one : head;
  chosen->value = 2; // expected-warning {{persistent memory is changed outside every transaction}}
  alignas(node) unsigned char buffer[sizeof(node)];
  node *built = new (buffer) node{1, nullptr};
  built->value = 2;
  new (head) node{1, nullptr}; // expected-warning {{persistent memory is changed outside every transaction}}
  std::optional<node> perhaps;
  perhaps.emplace(node{3, nullptr});
  perhaps->value = 4;
  (*perhaps).value = perhaps.value().value;
  std::vector<node> many(3);
  many.data()->value = many.front().value = 5;
  transaction<> {
    delete head;
    stet_free(stet_malloc(3));
    first = p;
  }
}
