// RUN: %clangxx_stet_verify %s
// RUN: %clangxx_stet_verify -DBARE -fplugin-arg-stet-Wno-volatile-pointer %s
// expected-no-diagnostics
#include "Inputs/silence.h"
#include <stet.h>
#ifdef BARE
#define SILENT
#else
#define SILENT SILENCE("volatile-pointer")
#endif
[[persistent]] const char *name;
SILENT [[persistent]] const char *initialised = "text";
SILENT int answered;
[[persistent]] int *number;
struct [[persistent]] node {
  const char *data;
  void set(const char *p) { SILENT data = p; }
};

void statement(node *n) {
  SILENT name = "text";
  number = &answered;
  n->set("text");
}
SILENT void declaration() { name = "text"; }
#ifndef BARE
#pragma stet diagnostic ignored "volatile-pointer"
void pragma() { name = "text"; }
#endif
