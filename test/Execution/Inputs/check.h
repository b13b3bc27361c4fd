// CHECK(condition): says which condition failed, and makes main fail.
#ifndef STET_TEST_CHECK_H
#define STET_TEST_CHECK_H
#include <stdio.h>

static int Failures;
#define CHECK(C)                                                                                   \
  do {                                                                                             \
    if (!(C)) {                                                                                    \
      ++Failures;                                                                                  \
      printf("%s:%d: %s: %s is false\n", __FILE__, __LINE__, __func__, #C);                        \
    }                                                                                              \
  } while (0)

#define NOINLINE __attribute__((noinline))

#endif
