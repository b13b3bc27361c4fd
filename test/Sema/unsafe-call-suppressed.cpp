// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
// RUN: %clangxx_stet_verify -DBARE -fplugin-arg-stet-Wno-unsafe-call %s
// expected-no-diagnostics
#include "Inputs/silence.h"
#include <stet.h>
#ifdef BARE
#define SILENT
#else
#define SILENT SILENCE("unsafe-call")
#endif
[[stet::transaction_unsafe]] void wait(void);
static void in_callee(void) {
  SILENT wait();
}
static void callee(void) { wait(); }
void f(void) {
  transaction <> {
    SILENT wait();
    in_callee();
    SILENT callee();
  }
  SILENT {
    transaction <> { wait(); }
  }
}
#ifndef BARE
#pragma stet diagnostic ignored "unsafe-call"
void g(void) {
  transaction <> { wait(); }
}
#endif
