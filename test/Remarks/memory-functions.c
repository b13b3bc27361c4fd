// Copies and fills are told of with their sizes, where these are known.
// RUN: %clang_stet -O2 -Rpass=stet -Xclang -verify -c %s -o %t.o
#include <string.h>
#include <stet.h>
struct record { long fields[32]; };
[[persistent]] struct record record;
[[persistent]] char text[64];
void copy(const struct record *from) {
  transaction <> {
    record = *from; // expected-remark {{copy of 256 bytes to variable 'record' is saved without a test: its memory is proven persistent}}
  }
}
void fill(size_t size) {
  transaction <> {
    memset(text, 0, size); // expected-remark {{fill to variable 'text' is saved without a test: its memory is proven persistent}}
  }
}
