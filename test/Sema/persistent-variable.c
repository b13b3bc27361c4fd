// RUN: %clang_stet_verify -std=c11 %s
#include <stet.h>

#define PERSISTENT __attribute__((persistent))
PERSISTENT _Thread_local int per_thread; // expected-error {{a thread-local variable can't be persistent: it belongs to one thread of one run [stet-persistent-variable]}}
PERSISTENT struct incomplete tentative;  // expected-error {{tentative definition has type 'struct incomplete' that is never completed}} expected-note {{forward declaration}}
PERSISTENT struct later completed;
struct later {
  int value;
};
PERSISTENT extern int elsewhere[];
void function(PERSISTENT int parameter) { // expected-error {{a parameter can't be persistent [stet-persistent-variable]}}
  PERSISTENT int automatic;               // expected-error {{an automatic variable can't be persistent; declare it 'static', or allocate it in the pool [stet-persistent-variable]}}
  PERSISTENT register int in_register;    // expected-error {{an automatic variable can't be persistent}}
  PERSISTENT static int fine;
  {
    PERSISTENT extern int elsewhere_too;
  }
}
