// The address of volatile memory in persistent memory: every way there, every kind of address.
// RUN: %clangxx_stet_verify -Wno-string-plus-int %s
#include <stet.h>

#include <cstdlib>
#include <cstring>
#include <memory>

struct plain { // expected-note 2 {{mark 'plain' '[[persistent]]' to have 'new' allocate it in the pool}}
  int value;
};
struct [[persistent]] node {
  const char *name;
  node *next;
  plain *data;
  void *anything;
  void set(plain *p) {
    data = p; // expected-note 2 {{stored here}}
  }
  void forward(plain *p) {
    set(p); // expected-note {{stored here}}
  }
};
struct [[persistent]] with_constructor {
  plain *data;
  const char *name = "default"; // expected-warning {{the address of a string literal is stored}}
  with_constructor(plain *p)
      : data(p) {} // expected-note {{stored here}}
};
int global;         // expected-note {{declared here; mark it '[[persistent]]' to keep it in the pool}}
plain global_plain; // expected-note 2 {{declared here; mark it '[[persistent]]'}}
[[persistent]] node *head;
[[persistent]] node root;
[[persistent]] int *in_variable = &global; // expected-warning {{the address of volatile variable 'global' is stored in persistent memory: the next run finds something else there [stet-volatile-pointer]}}
[[persistent]] node initialised = {
    "literal", // expected-warning {{the address of a string literal is stored}}
    nullptr,
    &global_plain, // expected-warning {{the address of volatile variable 'global_plain' is stored}}
    nullptr,
};

void function();

void addresses(bool choose, plain parameter) { // expected-note {{declared here}}
  plain local;                                 // expected-note 5 {{declared here}}
  node stack;                                  // expected-note {{declared here}}
  char array[10];                              // expected-note {{declared here}}
  plain *once = new plain;                     // the note is at 'plain'
  plain *many = &local;
  many = nullptr;
  transaction <> {
    head->data = &local;                    // expected-warning {{volatile variable 'local'}}
    head->data = &parameter;                // expected-warning {{volatile variable 'parameter'}}
    head->next = &stack;                    // expected-warning {{volatile variable 'stack'}}
    head->name = array;                     // expected-warning {{volatile variable 'array'}}
    head->name = "text" + 1;                // expected-warning {{a string literal}}
    head->anything = static_cast<void *>(&local.value);  // expected-warning {{volatile variable 'local'}}
    head->data = choose ? nullptr : &local; // expected-warning {{volatile variable 'local'}}
    head->data = (function(), &local);      // expected-warning {{volatile variable 'local'}}
    head->data = std::addressof(local);     // expected-warning {{volatile variable 'local'}}
    head->data = new plain;                 // expected-warning {{the address of what 'new' makes in volatile memory is stored}}
    head->data = once;                      // expected-warning {{the address of what 'new' makes}}
    head->data = many;
    head->anything = malloc(10);                    // expected-warning {{the address of volatile memory from 'malloc' is stored}} expected-note {{use 'stet_malloc' to allocate in the pool}}
    head->name = strdup("x");                       // expected-warning {{volatile memory from 'strdup'}}
    head->anything = reinterpret_cast<void *>(&function); // expected-warning {{the address of function 'function'}}
  }
}

void ways(node &n, node *list) {
  static plain kept; // expected-note {{declared here; mark it '[[persistent]]' to keep it in the pool}}
  plain local;       // expected-note 6 {{declared here}}
  transaction <> {
    root.data = &kept;                                   // expected-warning {{volatile variable 'kept'}}
    n.data = &local;                                     // expected-warning {{volatile variable 'local'}}
    list[3].data = &local;                               // expected-warning {{volatile variable 'local'}}
    head = new node{nullptr, head, &local, nullptr};     // expected-warning {{volatile variable 'local'}}
    *head = node{nullptr, nullptr, &global_plain, nullptr}; // expected-warning {{volatile variable 'global_plain'}}
    head->set(&local);                                   // expected-warning {{volatile variable 'local'}}
    root.forward(&local);                                // expected-warning {{volatile variable 'local'}}
    new with_constructor(&local);                        // expected-warning {{volatile variable 'local'}}
  }
}

// `this` of a volatile object.
struct connection {
  void own();
  void ownByPointer() { own(); }
  int number;
};
[[persistent]] connection *owner;
[[persistent]] connection inPool;
static connection inProgram; // expected-note {{declared here}}
void connection::own() {
  owner = this; // expected-note 3 {{stored here}}
}
void ownAll(connection *given) {
  transaction<> {
    inProgram.own(); // expected-warning {{the address of volatile variable 'inProgram' is stored}}
    connection local; // expected-note 2 {{declared here}}
    local.own(); // expected-warning {{the address of volatile variable 'local' is stored}}
    (&local)->own(); // expected-warning {{the address of volatile variable 'local' is stored}}
    inPool.own();
    given->own();
    owner->ownByPointer();
  }
}
