// #pragma stet diagnostic works like Clang's pragma, from where it stands, also after
// preprocessing to a file.
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
// RUN: %clangxx_stet -E %s -o %t.ii
// RUN: not %clangxx_stet -fsyntax-only %t.ii 2>&1 | FileCheck %s --check-prefix=EXPANDED
// EXPANDED-COUNT-2: error: {{.*}}[stet-unsafe-call]
// EXPANDED-NOT: error:
// EXPANDED: 2 errors generated
#include <stet.h>
[[stet::transaction_unsafe]] void wait(void); // expected-note 3 {{marked}}
#define QUIET _Pragma("stet diagnostic ignored \"unsafe-call\"")

#pragma stet diagnostic push
#pragma stet diagnostic ignored "unsafe-call"
void ignored(void) {
  transaction <> { wait(); }
}
#pragma stet diagnostic push
#pragma stet diagnostic warning "unsafe-call"
void warned(void) {
  transaction <> { wait(); } // expected-warning {{must not be called in a transaction [stet-unsafe-call]}} expected-note {{begins here}}
}
#pragma stet diagnostic error "stet-unsafe-call"
void failed(void) {
  transaction <> { wait(); } // expected-error {{must not be called}} expected-note {{begins here}}
}
#pragma stet diagnostic pop
void ignored_again(void) {
  transaction <> { wait(); }
}
#pragma stet diagnostic pop
void usual(void) {
  transaction <> { wait(); } // expected-error {{must not be called}} expected-note {{begins here}}
}
QUIET
void quiet(void) {
  transaction <> { wait(); }
}
