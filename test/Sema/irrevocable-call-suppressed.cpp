// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
// RUN: %clangxx_stet_verify -DBARE -fplugin-arg-stet-Wno-irrevocable-call %s
// expected-no-diagnostics
#include "Inputs/silence.h"
#include <stet.h>

#include <stdio.h>
#ifdef BARE
#define SILENT
#else
#define SILENT SILENCE("irrevocable-call")
#endif
static void in_callee(void) {
  SILENT puts("x");
}
SILENT static void whole_callee(void) { puts("x"); }
static void outer(void) {
  SILENT whole_callee();
  in_callee();
}
void f(void) {
  transaction <> {
    SILENT puts("x");
    in_callee();
    whole_callee();
    outer();
  }
  SILENT {
    transaction <> { puts("x"); }
  }
}
#ifndef BARE
#pragma stet diagnostic ignored "irrevocable-call"
void g(void) {
  transaction <> { puts("x"); }
}
#endif
