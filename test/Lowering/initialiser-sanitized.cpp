// AddressSanitizer puts a call before each return of a function that initialises globals.
// Nothing may stand behind a musttail call, so the entry test makes an ordinary one there.
// RUN: %clangxx_stet -O1 -fsanitize=address -S -emit-llvm %s -o - | FileCheck %s
// RUN: %clangxx_stet -O1 -fsanitize=address -c %s -o /dev/null
#include <stet.h>
[[persistent]] int n;
int *where();
int fill() {
  *where() = 1;
  return 2;
}
static int from_persistent = fill();
int *use() { return &from_persistent; }
// CHECK-LABEL: define {{.*}} @_GLOBAL__sub_I_initialiser_sanitized.cpp()
// CHECK: {{^ *}}call void @_GLOBAL__sub_I_initialiser_sanitized.cpp.tx()
// CHECK-NEXT: call void @__asan_after_dynamic_init()
// CHECK-NEXT: ret void
