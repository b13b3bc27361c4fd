// Pointers that get into containers in the pool through their member functions.
// RUN: %clangxx_stet_verify -std=c++20 %s
#include <map>
#include <stet.h>
#include <vector>
template <class T> using vector = std::vector<T, stet::allocator<T>>;
template <class K, class V>
using map = std::map<K, V, std::less<K>, stet::allocator<std::pair<const K, V>>>;
struct item {
  long number;
  long *way;
};
struct [[persistent]] account {
  long sum;
  long *way;
};
struct [[persistent]] names_of {
  vector<const char *> names;
  void add(const char *name) { names.push_back(name); } // expected-note {{stored here}}
};
[[persistent]] vector<long *> ways;
[[persistent]] vector<void *> anything;
[[persistent]] vector<item> items;
[[persistent]] vector<long> numbers;
[[persistent]] map<long, const char *> names;
[[persistent]] map<long, account *> accounts;
[[persistent]] names_of known;
[[persistent]] account first;

void fires() {
  long local = 3; // expected-note 8 {{declared here}}
  long *pointer = &local;
  transaction<> {
    ways.push_back(&local);                  // expected-warning {{the address of volatile variable 'local' is stored in persistent memory}}
    ways.push_back(pointer);                 // expected-warning {{the address of volatile variable 'local'}}
    ways.emplace_back(&local);               // expected-warning {{the address of volatile variable 'local'}}
    ways.insert(ways.begin(), &local);       // expected-warning {{the address of volatile variable 'local'}}
    ways.resize(3, &local);                  // expected-warning {{the address of volatile variable 'local'}}
    anything.push_back(&local);              // expected-warning {{the address of volatile variable 'local'}}
    items.push_back({1, &local});            // expected-warning {{the address of volatile variable 'local'}}
    items.push_back(item{1, &local});        // expected-warning {{the address of volatile variable 'local'}}
    names.emplace(1, "a");                   // expected-warning {{the address of a string literal}}
    names.insert({2, "b"});                  // expected-warning {{the address of a string literal}}
    names.insert(std::make_pair(3L, "c"));   // expected-warning {{the address of a string literal}}
    names.insert_or_assign(4, "d");          // expected-warning {{the address of a string literal}}
    names[5] = "e";                          // expected-warning {{the address of a string literal}}
    known.add("f");                          // expected-warning {{the address of a string literal}}
  }
}

long compute();
item whole();
void silent() {
  long some[4] = {};
  long local = 3;
  vector<const char *> here;
  std::vector<const char *> elsewhere;
  transaction<> {
    ways.push_back(&first.sum);
    ways.push_back(nullptr);
    numbers.push_back(local);
    numbers.insert(numbers.end(), some, some + 4);
    numbers.assign(some, some + 4);
    accounts.emplace(1, &first);
    accounts.emplace(2, new account);
    here.push_back("a");
    elsewhere.push_back("b");
    ways.erase(ways.begin());
    numbers.push_back(compute());
    numbers.resize(ways.size());
    items.push_back(whole());
    accounts.emplace(compute(), nullptr);
  }
}
