// RUN: rm -rf %t && mkdir -p %t/system
// RUN: cp %S/Inputs/unseen.h %t/system/unseen.h
// RUN: %clang_stet_verify -std=c23 -isystem %t/system %s
// RUN: %clangxx_stet_verify -x c++ -isystem %t/system %s
// RUN: %clang_stet_verify -std=c11 -DBARE -isystem %t/system -fplugin-arg-stet-Wno-uninstrumented-call %s
// expected-no-diagnostics
#include "Inputs/silence.h"
#include <stet.h>
#include <unseen.h>
#ifdef BARE
#define SILENT
#else
#define SILENT SILENCE("uninstrumented-call")
#endif
__attribute__((persistent)) char text[10];
static void in_callee(void) {
  SILENT unseen_text(text);
}
static void callee(void) { unseen_text(text); }
void block(void) {
  transaction <> {
    SILENT unseen_text(text);
    in_callee();
    SILENT callee();
  }
  SILENT {
    transaction <> { unseen_text(text); }
  }
}
#ifndef BARE
#pragma stet diagnostic ignored "uninstrumented-call"
void pragma(void) {
  transaction <> { unseen_text(text); }
}
#endif
