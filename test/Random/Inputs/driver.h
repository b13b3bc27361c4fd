//===-- test/Random/Inputs/driver.h - Runs and dumps random programs ----------------===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Between the generated programs and driver.c, which is compiled without the plugin.
//
//===----------------------------------------------------------------------===//
#ifndef STET_TEST_RANDOM_DRIVER_H
#define STET_TEST_RANDOM_DRIVER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One random program.
struct program {
  uint64_t Seed;
  unsigned Transactions;
  /// Puts the program's volatile memory where it is when a process starts.
  void (*Reset)(void);
  /// Runs one transaction; whether it committed.
  int (*Transact)(unsigned Number);
  /// Reports every object: the persistent ones and the volatile one.
  void (*Objects)(void (*Report)(const char *Name, int IsPersistent, void *Address, size_t Size));
  /// Reports every byte that has a value, by `put` and `putPointer`.
  void (*Dump)(void);
};

/// All programs of this executable; ends with NULL.
extern const struct program *const Programs[];

/// Pseudo-random numbers, the same in every build.
uint64_t draw(void);
/// Remembers a value that volatile code has seen.
void trace(uint64_t Value);

/// A place where the transaction may be aborted or the process be killed. The first
/// returns whether it is to be aborted here, the second aborts.
int pointIsDue(void);
void point(void);
/// The end of an outermost block: whether an abort that was due is still to come.
int lastPointIsDue(void);

/// Stores without instrumentation.
void storeUnseen(void *Place, const void *Value, size_t Size);

/// A file with known contents, and a stream of it.
int knownFile(void);
void *knownStream(void);
enum { KnownSize = 256 };

/// Values reported from here on are members of Name[Index].
void within(const char *Name, int Index);
void put(const char *Name, const void *Bytes, size_t Size);
void putValue(const char *Name, uint64_t Value);
/// Reports a pointer as the object it points into and the offset there.
void putPointer(const char *Name, const void *Pointer);

#ifdef __cplusplus
} // extern "C"
#endif

#endif // STET_TEST_RANDOM_DRIVER_H
