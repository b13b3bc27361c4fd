// What is persistent, volatile itself, or not known: silent.
// RUN: %clangxx_stet_verify -fno-pie %s
// expected-no-diagnostics
#include <stet.h>

#include <cstring>
#include <memory>
#include <new>
#include <vector>

struct plain {
  int value;
};
struct [[persistent]] node {
  const char *name;
  char text[8];
  node *next;
  plain *data;
  void (*function)();
  void set(plain *p) { data = p; }
  explicit node(plain *p = nullptr) : data(p) {}
};
struct [[persistent]] aggregate {
  node *first;
  char text[8];
  plain inside;
  plain *data;
};
[[persistent]] node *head;
[[persistent]] plain in_pool;
[[persistent]] int number;
[[persistent]] char text[] = "text";
void function();
plain *somewhere();

// Objects of persistent classes on the stack, and in volatile classes.
struct holder {
  plain *data;
  node in_holder;
};
void on_stack() {
  plain local;
  node stack;
  aggregate other = {&stack, "text", {}, &local};
  stack.data = &local;
  stack.set(&local);
  node constructed(&local);
  other.data = &local;
  holder h;
  h.data = &local;
  h.in_holder.data = &local;
  new (&other) aggregate{&stack, "text", {}, &local};
  aggregate *on_the_heap = ::new aggregate{&stack, "text", {}, &local};
  on_the_heap->data = &local;
  std::vector<plain *> list;
  list.push_back(&local);
}

void in_block(plain *parameter, node *n) {
  plain *moving = nullptr;
  transaction <> {
    n->data = parameter;
    n->data = &in_pool;
    n->data = nullptr;
    n->data = somewhere();
    n->data = moving;
    n->next = n;
    n->next = new node;
    n->name = n->text;
    n->name = text;
    n->function = function;
    n->function = &function;
    n->next->data = head->data;
    strcpy(n->text, "text");
    head = new node(&in_pool);
    plain *inside = &head->data[1];
    n->data = inside;
    auto *a = new aggregate{head, "text", {1}, nullptr};
    a->data = &a->inside;
    node *&reference = n->next;
    reference = head;
  }
}
