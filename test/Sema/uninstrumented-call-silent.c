// Reads, known functions, volatile memory, promises, and functions of the program.
// RUN: rm -rf %t && mkdir -p %t/system
// RUN: cp %S/Inputs/unseen.h %t/system/unseen.h
// RUN: %clang_stet_verify -std=gnu11 -isystem %t/system %s
// RUN: %clangxx_stet_verify -x c++ -isystem %t/system %s
// expected-no-diagnostics
#include <stet.h>
#include <stdio.h>
#include <string.h>
#include <unseen.h>

#include "Inputs/mine.h"
__attribute__((persistent)) char text[10];
__attribute__((persistent)) long numbers[4];
void block(char *anything) {
  char local[10];
  unseen_fill(numbers, 4);
  transaction <> {
    unseen_reads(text);
    unseen_text(local);
    unseen_text(anything);
    unseen_pure(text);
    mine(text);
    strcpy(text, "x");
    snprintf(text, sizeof text, "%ld", numbers[0]);
  }
}
