// RUN: %clangxx_stet_verify %s
// RUN: %clangxx_stet_verify -DBARE -fplugin-arg-stet-Wno-irrevocable-call %s
// expected-no-diagnostics
#include "Inputs/silence.h"
#include <stet.h>

#include <cstdio>
#ifdef BARE
#define SILENT
#else
#define SILENT SILENCE("irrevocable-call")
#endif
inline void in_callee() { SILENT std::puts("x"); }
SILENT inline void whole_callee() { std::puts("x"); }
inline void outer() {
  SILENT whole_callee();
  in_callee();
}
void f() {
  transaction <> {
    SILENT std::puts("x");
    in_callee();
    whole_callee();
    outer();
  }
  SILENT {
    transaction <> { std::puts("x"); }
  }
}
#ifndef BARE
#pragma stet diagnostic ignored "irrevocable-call"
void g() {
  transaction <> { std::puts("x"); }
}
#endif
