// std::print to the standard error stream is a message, whatever the library calls for it.
// RUN: %clangxx_stet_verify -std=c++23 -stdlib=libc++ -Wno-#warnings %s
#include <cstdio>
#include <print>
#include <stet.h>
[[persistent]] long kept;
void f() {
  transaction <> { // expected-note 2 {{the transaction begins here}}
    kept = 1;
    std::print(stderr, "kept {}", kept);
    std::println(stderr, "kept");
    std::print("kept {}", kept);  // expected-warning {{'std::print' can't be undone if the transaction aborts: what it writes stays written}}
    std::println(stdout, "kept"); // expected-warning {{'std::println' can't be undone}}
  }
}
