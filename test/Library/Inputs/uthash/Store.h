/*===-- test/Library/Inputs/uthash/Store.h - All of uthash's structures --------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * The headers of Debian's uthash-dev, unchanged but for where they allocate.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_TEST_UTHASH_STORE_H
#define STET_TEST_UTHASH_STORE_H

#include <stet.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define malloc(size) stet_malloc(size)
#define realloc(object, size) stet_realloc(object, size)
#define free(object) stet_free(object)
#include <utarray.h>
#include <uthash.h>
#include <utlist.h>
#include <utringbuffer.h>
#include <utstring.h>
#undef malloc
#undef realloc
#undef free

#ifdef __cplusplus
extern "C" {
#endif

/* In two hashes and three lists at once. */
struct entry {
  int key;
  int value;
  char name[16];
  UT_hash_handle by_key, by_name;
  struct entry *next;          /* of a singly linked list */
  struct entry *before, *after; /* of a doubly linked one */
  struct entry *left, *right;   /* of a circular one */
};

struct store {
  struct entry *keys, *names, *single, *both, *ring;
  UT_array *values;
  UT_string *log;
  UT_ringbuffer *last;
};

enum { LAST_VALUES = 7 };

void store_put(struct store *, int key, int value);
void store_remove(struct store *, int key);
void store_sort(struct store *);
void store_trim(struct store *, int length); /* values and log */

#ifdef __cplusplus
}
#endif

#endif /* STET_TEST_UTHASH_STORE_H */
