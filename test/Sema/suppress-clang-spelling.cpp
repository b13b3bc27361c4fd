// Clang's own attribute `suppress` does the same with the name that messages end in, on statements with
// LLVM 19, too.
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
#include <stet.h>
[[stet::transaction_unsafe]] void wait(void); // expected-note {{marked}}

void f(void) {
  transaction <> { // expected-note {{begins here}}
    [[clang::suppress("stet-unsafe-call")]] wait();
    [[clang::suppress("stet-unsafe-call")]] { wait(); }
    wait(); // expected-error {{must not be called}}
  }
}
