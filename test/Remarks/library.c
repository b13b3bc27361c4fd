// Calls of functions of the C library are told of like stores.
// RUN: %clang_stet -O0 -Rpass=stet -Rpass-missed=stet -Rpass-analysis=stet -Xclang -verify=expected,O0 -c %s -o %t.o
// RUN: %clang_stet -O2 -fno-builtin -Rpass=stet -Rpass-missed=stet -Rpass-analysis=stet -Xclang -verify -c %s -o %t.o
#include <stdio.h>
#include <string.h>
#include <stet.h>
[[persistent]] char name[32];
static char line[32];
void persistent(const char *text) { // expected-remark {{'persistent' has 1 snapshot with 1 fence in its transactions: 1 store proven persistent, 0 tested at run time, 0 without a snapshot}}
  transaction <> {
    strcpy(name, text); // expected-remark {{write by 'strcpy' to variable 'name' is saved without a test: its memory is proven persistent}}
  }
}
void unknown(char *to, const char *text) { // expected-remark {{'unknown' has 1 snapshot with 1 fence in its transactions}}
  transaction <> {
    snprintf(to, 32, "%s", text); // expected-remark {{write by 'snprintf' is tested at run time: its address is a parameter of 'unknown'}}
  }
}
[[stet::suppress("volatile-write")]] void ordinary(const char *text) {
  transaction <> {
    strcpy(line, text); // expected-remark {{write by 'strcpy' to global variable 'line' needs no snapshot: its memory is proven volatile}}
  }
}
[[stet::suppress("irrevocable-call", "uninstrumented-call")]] void unforeseeable(FILE *file, char *to) { // expected-remark {{'unforeseeable' has 1 snapshot}}
  transaction <> {
    setvbuf(file, to, _IOFBF, 32); // expected-remark {{write by 'setvbuf' ends the program if it turns out to be to persistent memory: nobody can know which bytes to save}}
  }
}
