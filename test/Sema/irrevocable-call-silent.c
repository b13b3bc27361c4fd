// Memory only, messages to humans, reads, and what happens outside of the block.
// RUN: %clang_stet_verify -std=gnu11 %s
// RUN: %clangxx_stet_verify -x c++ %s
// expected-no-diagnostics
#include <stet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
__attribute__((persistent)) char text[10];
static int open(const char *name) { return name[0]; } // the program's own
static void report(void) { printf("done\n"); }
__attribute__((transaction_pure)) static void trace(void) { puts("trace"); }
void block(char *buffer, int file) {
  transaction <> {
    snprintf(text, sizeof text, "%d", file);
    strcpy(text, buffer);
    fprintf(stderr, "x");
    write(2, "x", 1);
    read(file, text, 10);
    open(text);
    trace();
    if (!buffer)
      abort();
  }
  report();
  fflush(stdout);
}
