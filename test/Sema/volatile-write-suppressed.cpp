// volatile-write is silenced at the write, at the block, at the variable, by pragma and argument.
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
// RUN: %clangxx_stet -fsyntax-only -Xclang -verify=none -fplugin-arg-stet-Wno-volatile-write -DNONE %s
// none-no-diagnostics
#include "Inputs/silence.h"
#include <stet.h>
int counter; // expected-note {{declared here}}
SILENCE("volatile-write") int statistics;

void f(void) {
  transaction <> {
    SILENCE("volatile-write") counter = 1;
    statistics = 1;
    counter = 1; // expected-warning {{'counter' is volatile}}
  }
  SILENCE("volatile-write") {
    transaction <> { counter = 1; }
  }
#pragma stet diagnostic push
#pragma stet diagnostic ignored "volatile-write"
  transaction <> { counter = 1; }
#pragma stet diagnostic pop
}

struct page {
  SILENCE("volatile-write") int hits;
  int misses;
};
struct page cached; // expected-note 2 {{declared here}}
void g(void) {
  transaction <> {
    cached.hits++;
    cached.misses++; // expected-warning {{'cached' is volatile}}
  }
}

// Other diagnostics are given for the member all the same.
#ifndef NONE
struct [[persistent]] node {
  int *way;
};
[[persistent]] struct node head;
[[persistent]] struct page kept;
void touch(struct page *p) { p->hits++; } // expected-warning {{persistent memory is changed outside every transaction}}
int main(void) {
  touch(&kept); // expected-note {{'touch' is called outside every transaction here}}
  transaction <> { head.way = &cached.hits; } // expected-warning {{the address of volatile variable 'cached' is stored in persistent memory}}
}
#endif
