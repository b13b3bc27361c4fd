// Persistent memory is changed where certainly no transaction runs.
// RUN: %clangxx_stet_verify %s
#include <stet.h>

#include <cstring>
#include <vector>

struct [[persistent]] node {
  long value;
  node *next;
  void set(long v) {
    value = v; // expected-warning {{persistent memory is changed outside every transaction: a crash may leave it half changed [stet-persistent-write]}}
  }
};
[[persistent]] node *head;
[[persistent]] long number;
[[persistent]] char text[10];
[[persistent]] std::vector<int, stet::allocator<int>> numbers;

static void leaf() {
  ++number; // expected-warning {{persistent memory is changed outside every transaction}}
}
static void middle() {
  leaf(); // expected-note {{'leaf' is called outside every transaction here}}
}
template <class T> void assign(T *to, T from) {
  *to = from; // expected-warning {{persistent memory is changed outside every transaction}}
}

int main() {
  number = 1;          // expected-warning {{persistent memory is changed outside every transaction}}
  head->next = head;   // expected-warning {{persistent memory is changed outside every transaction}}
  std::strcpy(text, "x"); // expected-warning {{persistent memory is changed outside every transaction}}
  middle();            // expected-note {{'middle' is called outside every transaction here}}
  head->set(1);        // expected-note {{'node::set' is called outside every transaction here}}
  assign(&number, 2L); // expected-note {{'assign' is called outside every transaction here}}
  head = new node;     // expected-warning {{'new' allocates persistent memory outside every transaction, which fails: a crash would lose it}} expected-warning {{persistent memory is changed outside}}
  numbers.push_back(1);      // expected-warning {{persistent memory is changed outside every transaction}}
  auto change = [] {
    number = 3; // expected-warning {{persistent memory is changed outside every transaction}}
  };
  change(); // expected-note {{the lambda is called outside every transaction here}}
}
