// The elements of a volatile container are volatile, also through iterators and algorithms.
// RUN: %clangxx_stet_verify %s
// RUN: %clangxx_stet_verify -stdlib=libc++ -Wno-#warnings %s
#include <algorithm>
#include <array>
#include <bitset>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <stet.h>
#include <string>
#include <unordered_map>
#include <vector>

struct [[persistent]] node {
  int n;
};
std::vector<int> numbers; // expected-note 8 {{declared here}}
std::map<int, int> tree;  // expected-note 5 {{declared here}}
std::unordered_map<int, int> table; // expected-note {{declared here}}
std::string text;         // expected-note 2 {{declared here}}
std::deque<int> queue;    // expected-note {{declared here}}
std::list<int> list;      // expected-note {{declared here}}
std::vector<node *> pointers;
std::vector<node> nodes; // expected-note {{declared here}}
const std::unique_ptr<int> owner = std::make_unique<int>(1); // expected-note {{declared here}}
[[persistent]] std::vector<int, stet::allocator<int>> kept;
std::vector<int, stet::allocator<int>> elsewhere;

void block() {
  transaction <> {
    numbers[0] = 1;     // expected-warning {{'numbers' is volatile}}
    numbers.back() = 1; // expected-warning {{'numbers' is volatile}}
    numbers.push_back(1); // expected-warning {{'numbers' is volatile}}
    *numbers.begin() = 1; // expected-warning {{'numbers' is volatile}}
    *(numbers.begin() + 1) = 1; // expected-warning {{'numbers' is volatile}}
    numbers.data()[1] = 1;      // expected-warning {{'numbers' is volatile}}
    for (int &n : numbers)
      n = 1;                    // expected-warning {{'numbers' is volatile}}
    std::for_each(numbers.begin(), numbers.end(), [](int &n) { n = 1; }); // expected-warning {{'numbers' is volatile}}
    tree[1] = 1;                               // expected-warning {{'tree' is volatile}}
    tree.emplace(1, 1);                        // expected-warning {{'tree' is volatile}}
    tree.at(1) = 1;                            // expected-warning {{'tree' is volatile}}
    if (auto found = tree.find(1); found != tree.end())
      found->second = 1; // expected-warning {{'tree' is volatile}}
    for (auto &[key, value] : tree)
      value = key;       // expected-warning {{'tree' is volatile}}
    table[1] = 1;        // expected-warning {{'table' is volatile}}
    text[0] = 'x';       // expected-warning {{'text' is volatile}}
    text.append("x");    // expected-warning {{'text' is volatile}}
    queue.front() = 1;   // expected-warning {{'queue' is volatile}}
    list.insert(list.begin(), 1); // expected-warning {{'list' is volatile}}
    nodes[0].n = 1;      // expected-warning {{'nodes' is volatile}}
    *owner = 1;          // expected-warning {{the object that 'owner' points to is volatile}}
  }
}

void silent(std::vector<int> &unknown) {
  transaction <> {
    std::vector<int> local{3, 2};
    local[0] = 1;
    std::sort(local.begin(), local.end());
    auto made = std::make_unique<int>(1);
    *made = 2;
    pointers[0]->n = 1;
    kept[0] = 1;
    kept.push_back(1);
    elsewhere[0] = 1;
    std::sort(kept.begin(), kept.end());
    unknown[0] = 1;
    int sum = numbers[0] + tree.at(1) + (int)text.size();
    for (int n : numbers)
      sum += n;
    kept[1] = sum;
  }
}

std::vector<bool> bits(4);    // expected-note {{declared here}}
std::bitset<4> fixed;         // expected-note 3 {{declared here}}
std::once_flag once;          // expected-note {{declared here}}
[[persistent]] std::bitset<4> keptBits;
std::vector<bool, stet::allocator<bool>> poolBits;
std::vector<std::array<int, 2>, stet::allocator<std::array<int, 2>>> pages;
[[persistent]] std::array<int, 2> raw[3];
struct viewed { // as std::span
  std::array<int, 2> *begin;
  std::array<int, 2> &operator[](int i) const { return begin[i]; }
} view{raw};
void single() {
  transaction <> {
    bits[1] = true;           // expected-warning {{'bits' is volatile}}
    fixed[1] = bits[2];       // expected-warning {{'fixed' is volatile}}
    fixed[1].flip();          // expected-warning {{'fixed' is volatile}}
    fixed.set(2);             // expected-warning {{'fixed' is volatile}}
    std::call_once(once, [] { kept.clear(); }); // expected-warning {{'once' is volatile}}
    keptBits[1] = true;
    keptBits.reset();
    view[0] = {1, 2};
    pages[0] = {1, 2};
    poolBits[0] = true;
    std::bitset<4> own;
    own[1] = true;
    kept[0] = own[1] + bits[1];
  }
}
