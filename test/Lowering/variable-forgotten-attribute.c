// A declaration that forgot the attribute fails to link, instead of reading other memory.
// RUN: %clang_stet -std=c11 -DDEFINE -c %s -o %t-definition.o
// RUN: %clang_stet -std=c11 -c %s -o %t-use.o
// RUN: not %clang_stet %t-definition.o %t-use.o %link_stet -o %t 2>&1 | FileCheck %s
// CHECK: undefined reference to `number'
#include <stet.h>
#ifdef DEFINE
[[persistent]] int number;
#else
extern int number;
int main(void) { return number; }
#endif
