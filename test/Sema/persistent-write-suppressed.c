// RUN: %clang_stet_verify -std=c23 -DWARNED %s
// RUN: %clangxx_stet_verify -x c++ -DWARNED %s
// RUN: %clang_stet_verify=silent -std=c11 %s
// RUN: %clang_stet_verify=silent -std=c11 -DWARNED -fplugin-arg-stet-Wno-persistent-write %s
// silent-no-diagnostics
#include "Inputs/silence.h"
#include <stet.h>

__attribute__((persistent)) long number;
__attribute__((persistent, stet_suppress("persistent-write"))) long other;
static void set(long *n) {
  SILENCE("persistent-write") { *n = 1; }
}
int main(void) {
#ifdef WARNED
  number = 1; // expected-warning {{persistent memory is changed outside every transaction}}
#endif
  SILENCE("persistent-write") { number = 2; }
  set(&number);
  transaction <> { number = 3; }
#pragma stet diagnostic ignored "persistent-write"
  number = 4;
}
