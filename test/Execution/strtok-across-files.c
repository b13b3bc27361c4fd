// Files with the plugin go on where others of them have left off with strtok, in C, C++ and
// shared libraries, in blocks and outside; an abort puts the string back.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_stet -O1 -w -c %S/Inputs/strtok-next.c -o %t/next.o
// RUN: %clang_stet -O1 -w -shared -fPIC %S/Inputs/strtok-next.c -o %t/libnext.so %link_stet
// RUN: %clang_stet -O1 -w -I%S/Inputs %s %t/next.o %link_stet -o %t/file
// RUN: env STET_POOL=%t/pool %t/file
// RUN: %clang_stet -O1 -w -I%S/Inputs %s -L%t -Wl,-rpath,%t -lnext %link_stet -o %t/library
// RUN: env STET_POOL=%t/pool %t/library
// RUN: %clangxx_stet -O1 -w -x c++ -I%S/Inputs %s -x none %t/next.o %link_stet -o %t/cxx
// RUN: env STET_POOL=%t/pool %t/cxx
// RUN: rm %t/pool
#include "check.h"
#include <stet.h>
#include <string.h>

#ifdef __cplusplus
extern "C"
#endif
    char *next_word(void);

__attribute__((persistent)) char Words[32];

static int isWord(const char *Found, const char *Expected) {
  return Found && strcmp(Found, Expected) == 0;
}

int main() {
  transaction <> { strcpy(Words, "one two three four"); }
#ifndef __cplusplus
  transaction <> {
    CHECK(isWord(strtok(Words, " "), "one"));
    CHECK(isWord(next_word(), "two"));
    stet_abort(1);
  }
  CHECK(strcmp(Words, "one two three four") == 0);
#endif
  transaction <> {
    CHECK(isWord(strtok(Words, " "), "one"));
    CHECK(isWord(next_word(), "two"));
  }
  CHECK(memcmp(Words, "one\0two\0three four", 19) == 0);
  char Here[] = "five six seven";
  CHECK(isWord(strtok(Here, " "), "five"));
  CHECK(isWord(next_word(), "six"));
  CHECK(isWord(strtok(0, " "), "seven"));
  CHECK(!next_word());
  return Failures != 0;
}
