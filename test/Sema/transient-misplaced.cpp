// Where [[stet::transient]] can't stand.
// RUN: %clangxx_stet_verify %s
#include <mutex>
#include <stet.h>
#include <string>

[[stet::transient]] int Global; // expected-error {{'transient' attribute only applies to non-static members of persistent classes}}
void function([[stet::transient]] int Parameter); // expected-error {{'transient' attribute only applies to non-static members of persistent classes}}

struct ordinary {
  [[stet::transient]] int Member; // expected-error {{only a member of a persistent class can be 'transient'; other objects are volatile anyway}}
};

struct polymorphic {
  virtual void function();
};
struct [[persistent]] node {
  [[stet::transient]] static int Static;     // expected-error {{'transient' attribute only applies to non-static members of persistent classes}}
  [[stet::transient]] int &Reference;        // expected-error {{a reference can't be 'transient': it can't be zeroed; use a pointer}}
  [[stet::transient]] int Bits : 3;          // expected-error {{a bit-field can't be 'transient'; use a member that is not one}}
  [[stet::transient]] const int Const = 1;   // expected-error {{a const member can't be 'transient': it would stay zero}}
  [[stet::transient]] std::string Text;      // expected-error-re {{a member of type 'std::string'{{.*}} can't be 'transient': it is zeroed in each run and never destroyed, so its class must have no destructor and no virtual functions; use a pointer to an object of it}}
  [[stet::transient]] polymorphic Virtual;   // expected-error {{a member of type 'polymorphic' can't be 'transient'}}
  [[stet::transient]] std::string *Fine;
  [[stet::transient]] std::mutex AlsoFine;
};

template <class T> struct [[persistent]] holder {
  [[stet::transient]] T Member; // expected-error-re {{a member of type 'std::{{.*}}string{{.*}}' can't be 'transient'}}
};
holder<int> Fine;
holder<std::string> Wrong; // expected-note {{in instantiation of template class 'holder<std::basic_string<char>>' requested here}}
