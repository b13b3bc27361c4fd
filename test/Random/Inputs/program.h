//===-- test/Random/Inputs/program.h - What a random program is made of ------------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included by every generated file, C or C++. With RANDOM_ORACLE defined the same text
// is an ordinary program, whose blocks copy the whole state and put it back (oracle.h).
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_RANDOM_PROGRAM_H
#define STET_TEST_RANDOM_PROGRAM_H

#include "driver.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef RANDOM_ORACLE
#include "oracle.h"
#else
#include <stet.h>
#define PERSISTENT __attribute__((persistent))
#define PERSISTENT_MEMBERS
#define BLOCK_BEGIN transaction<> {
#define BLOCK_END }
#endif

#ifdef __cplusplus
typedef bool boolean;
#else
typedef _Bool boolean;
#endif
typedef uint64_t u64;
typedef unsigned __int128 u128;
typedef unsigned v4 __attribute__((vector_size(16)));
typedef _Complex float cfloat;
typedef _Complex double cdouble;
typedef _Complex long double clongdouble;
typedef long double ldouble;

/// A bug that must be found: a store that the plugin does not see.
#ifdef RANDOM_PLANT
#define STORE(PLACE, VALUE)                                                                        \
  do {                                                                                             \
    __typeof__(PLACE) Value = (VALUE);                                                             \
    storeUnseen(&(PLACE), &Value, sizeof Value);                                                   \
  } while (0)
#else
#define STORE(PLACE, VALUE) ((PLACE) = (VALUE))
#endif

#define NOINLINE __attribute__((noinline))
/* What is long and the same in all programs is not optimised: it would take half of the compiler's
   time. */
#define PLAIN __attribute__((noinline, optnone))

/// The bytes of a long double that hold its value.
enum { LongDoubleBytes = 10 };

/// A place where the function itself may abort.
#define POINT_HERE(ERROR)                                                                          \
  do {                                                                                             \
    if (pointIsDue())                                                                              \
      stet_abort(ERROR);                                                                           \
  } while (0)

#endif // STET_TEST_RANDOM_PROGRAM_H
