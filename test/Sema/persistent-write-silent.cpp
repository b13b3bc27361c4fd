// Writes in blocks, in functions that are called from one or by nobody that is known, in
// constructors and initialisers, to objects on the stack: silent.
// RUN: %clangxx_stet_verify %s
// expected-no-diagnostics
#include <stet.h>

#include <algorithm>
#include <cstring>
#include <vector>

struct [[persistent]] node {
  long value = 1;
  node *next = nullptr;
  node() { value = 2; }
  void set(long v) { value = v; }
};
long compute();
[[persistent]] node *head;
[[persistent]] long number = compute();
[[persistent]] node root;
[[persistent]] char text[10];
[[persistent]] std::vector<int, stet::allocator<int>> numbers;

long compute() { return number = 4; }
static void only_in_block() {
  ++number;
  head = new node;
}
void external(node *n) {
  n->value = 1;
  number = 2;
}
struct at_exit {
  ~at_exit() { transaction <> { number = 0; } }
};
template <class F> void atomically(F f) {
  transaction <> { f(); }
}
static void either() {
  if (stet_in_transaction())
    number = 1;
}

int main() {
  at_exit last;
  node local;
  local.value = 3;
  local.set(3);
  long copy = number + numbers.size() + head->value;
  std::vector<long> volatile_numbers{number};
  std::sort(volatile_numbers.begin(), volatile_numbers.end());
  std::memcpy(&local, &root, sizeof(long));
  transaction <> {
    number = 1;
    head = new node;
    head->set(2);
    only_in_block();
    numbers.push_back(1);
    std::strcpy(text, "x");
  }
  atomically([&] { number = copy; });
  either();
  new (&local) node;
}
