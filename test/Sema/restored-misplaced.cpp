// Where [[stet::restored]] can't stand.
// RUN: %clangxx_stet_verify %s
#include <memory>
#include <stet.h>
#include <string>

[[stet::restored]] void function(); // expected-error {{'restored' attribute only applies to variables and members}}
struct [[stet::restored]] type {};  // expected-error {{'restored' attribute only applies to variables and members}}

[[persistent]] [[stet::restored]] int Persistent; // expected-error {{a persistent variable can't be 'restored': an abort restores persistent memory anyway; remove the attribute}}
[[stet::restored]] [[persistent]] int Reversed;   // expected-error {{a persistent variable can't be 'restored'}}
[[stet::restored]] const int Constant = 1;        // expected-error {{what is const never changes and can't be 'restored'}}
int Target;
[[stet::restored]] int &Reference = Target; // expected-error {{a reference can't be 'restored'; mark the variable that it refers to}}

struct [[persistent]] node {
  [[stet::restored]] int Member; // expected-error {{a member of a persistent class can't be 'restored'}}
};
struct volatile_node {
  [[stet::restored]] int Bits : 3; // expected-error {{a bit-field can't be 'restored'; mark a member that is not one}}
  [[stet::restored]] std::string Fine;
};

void locals() {
  [[stet::restored]] std::unique_ptr<int> Pointer; // expected-error-re {{an object of type 'std::unique_ptr<int>'{{.*}} can't be 'restored': it can't be copied; restore a copyable object, or what it is made from}}
  [[stet::restored]] int Fine = 0;
  [[stet::restored]] auto Deduced = std::string();
  (void)Fine;
}

template <class T> void inTemplate() {
  [[stet::restored]] T Value; // expected-error {{an object of type 'immovable' can't be 'restored'}}
}
struct immovable {
  immovable() = default;
  immovable(const immovable &) = delete;
  ~immovable() {}
};
template void inTemplate<int>();
template void inTemplate<immovable>(); // expected-note {{in instantiation of function template specialization 'inTemplate<immovable>' requested here}}
