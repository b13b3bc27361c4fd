// RUN: %clang_stet_verify -std=c23 %s
// RUN: %clang_stet_verify -std=c11 -DBARE -fplugin-arg-stet-Wno-persistent-layout %s
// expected-no-diagnostics
#include "Inputs/silence.h"
#include <stet.h>
#include <stdio.h>
#ifdef BARE
#define SILENT
#else
#define SILENT SILENCE("persistent-layout")
#endif
struct __attribute__((persistent)) member {
  SILENT FILE *file;
  SILENT void (*function)(void);
};
struct SILENT __attribute__((persistent)) whole {
  FILE *file;
};
SILENT __attribute__((persistent)) FILE *variable;
#ifndef BARE
#pragma stet diagnostic ignored "persistent-layout"
struct __attribute__((persistent)) pragma {
  FILE *file;
};
#endif
