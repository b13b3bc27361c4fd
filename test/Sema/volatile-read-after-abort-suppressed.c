// volatile-read-after-abort is silenced at the read, at the variable, by pragma and argument.
// volatile-write, of the same objects, stays.
// RUN: %clang_stet_verify -std=c23 %s
// RUN: %clangxx_stet_verify -x c++ -fno-exceptions %s
// RUN: %clang_stet -std=c23 -fsyntax-only -DBARE -Xclang -verify=write -fplugin-arg-stet-Wno-volatile-read-after-abort %s
#include "Inputs/silence.h"
#include <stet.h>
[[persistent]] int kept;
int use(int);
void f(void) {
  int at_read = 0; // expected-note {{declared here}}
  SILENCE("volatile-read-after-abort") int at_variable = 0; // expected-note {{declared here}}
  int by_pragma = 0; // expected-note {{declared here}}
  int warned = 0; // expected-note 2 {{declared here}} write-note {{declared here}}
  transaction <> {
#ifndef BARE
    at_read = kept;     // expected-warning {{'at_read' is volatile}}
    at_variable = kept; // expected-warning {{'at_variable' is volatile}}
    by_pragma = kept;   // expected-warning {{'by_pragma' is volatile}}
#endif
    warned = kept;      // expected-warning {{'warned' is volatile}} write-warning {{'warned' is volatile}} expected-note {{changed in the transaction here}}
  }
  SILENCE("volatile-read-after-abort") use(at_read);
  use(at_variable);
#pragma stet diagnostic push
#pragma stet diagnostic ignored "volatile-read-after-abort"
  use(by_pragma);
#pragma stet diagnostic pop
  use(warned); // expected-warning {{'warned' is read}}
}
