// What the functions of the C library write is known.
// RUN: %clang_stet_verify -std=c11 %s
#include <stdio.h>
#include <stet.h>
#include <string.h>
char buffer[16]; // expected-note 3 {{declared here}}
[[persistent]] char kept[16];
void f(const char *from) {
  char local[16];
  transaction <> {
    strcpy(buffer, from);      // expected-warning {{'buffer' is volatile: its change is not undone if the transaction aborts [stet-volatile-write]}}
    memset(buffer, 0, 16);     // expected-warning {{'buffer' is volatile}}
    snprintf(buffer, 16, "x"); // expected-warning {{'buffer' is volatile}}
    strcpy(local, from);
    strcpy(kept, buffer);
  }
}
