// Variables that can't be persistent, by their storage or type.
// RUN: %clangxx_stet_verify %s
#include <stet.h>

struct owner {
  [[persistent]] static thread_local int member; // expected-error {{a thread-local variable can't be persistent: it belongs to one thread of one run [stet-persistent-variable]}}
  [[persistent]] static int fine;
  [[persistent]] static struct later declared;
};
[[persistent]] extern struct incomplete elsewhere;
[[persistent]] extern int array_elsewhere[];
[[persistent]] incomplete missing; // expected-error {{variable has incomplete type 'incomplete'}} expected-note@-2 {{forward declaration}}
[[persistent]] __thread int gnu;   // expected-error {{a thread-local variable can't be persistent}}

[[persistent]] int &&temporary = 1;        // expected-error {{a reference can't be persistent; use a pointer [stet-persistent-variable]}}

void function([[persistent]] int parameter) { // expected-error {{a parameter can't be persistent [stet-persistent-variable]}}
  [[persistent]] static thread_local int per_thread; // expected-error {{a thread-local variable can't be persistent}}
  [[persistent]] static int fine;
  [[persistent]] extern int elsewhere_too;
  [[persistent]] int automatic; // expected-error {{an automatic variable can't be persistent; declare it 'static', or allocate it in the pool [stet-persistent-variable]}}
  if ([[persistent]] int condition = 1) // expected-error {{an automatic variable can't be persistent}}
    return;
  try {
    for ([[persistent]] int element : {1, 2}) // expected-error {{an automatic variable can't be persistent}}
      ;
  } catch ([[persistent]] int exception) { // expected-error {{an automatic variable can't be persistent}}
  }
}
