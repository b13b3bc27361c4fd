// RUN: %clangxx_stet_verify %s
#include <stet.h>
[[persistent]] void function(); // expected-error {{'persistent' attribute only applies to classes, structs, unions, and to global, static-member and static local variables}}
enum [[persistent]] colour { red }; // expected-error {{'persistent' attribute only applies to}}
struct s {
  [[persistent]] int field; // expected-error {{'persistent' attribute only applies to}}
};
void parameter([[persistent]] int p); // expected-error {{a parameter can't be persistent [stet-persistent-variable]}}
void automatic() {
  [[persistent]] int local = 1; // expected-error {{an automatic variable can't be persistent; declare it 'static', or allocate it in the pool}}
  (void)local;
}
[[persistent]] thread_local int per_thread; // expected-error {{a thread-local variable can't be persistent}}
int target;
[[persistent]] int &reference = target; // expected-error {{a reference can't be persistent; use a pointer}}
[[persistent]] struct incomplete missing; // expected-error {{variable has incomplete type}} expected-note {{forward declaration}}
