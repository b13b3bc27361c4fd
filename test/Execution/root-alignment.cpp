// A pool's root is aligned to 16 bytes, so a type that needs more is refused.
// RUN: %clangxx_stet -fsyntax-only %s
// RUN: not %clangxx_stet -fsyntax-only -DALIGNMENT=32 %s 2>&1 | FileCheck %s
// CHECK: a pool's root is aligned to 16 bytes: this type needs more
#include <stet.h>

#ifndef ALIGNMENT
#define ALIGNMENT 16
#endif
struct alignas(ALIGNMENT) vector {
  float Elements[4];
};

vector *rootOf(stet::pool &Pool) { return Pool.root<vector>(); }
