// RUN: %clang_stet_verify -std=c23 %s
// RUN: %clang_stet_verify -std=c11 -DBARE -fplugin-arg-stet-Wno-volatile-pointer %s
// expected-no-diagnostics
#include "Inputs/silence.h"
#include <stet.h>
#ifdef BARE
#define SILENT
#else
#define SILENT SILENCE("volatile-pointer")
#endif
__attribute__((persistent)) const char *name;
SILENT int answered;
__attribute__((persistent)) int *number;
struct __attribute__((persistent)) node {
  const char *data;
};
static void set(struct node *n, const char *p) {
  SILENT { n->data = p; }
}
void statement(struct node *n) {
  SILENT { name = "text"; }
  number = &answered;
  set(n, "text");
}
SILENT void declaration(void) { name = "text"; }
#ifndef BARE
#pragma stet diagnostic ignored "volatile-pointer"
void pragma(void) { name = "text"; }
#endif
