/*===-- test/Library/Inputs/stb/Store.h - All of stb_ds's structures ------------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * The header of Debian's libstb-dev, unchanged but for where it allocates.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_TEST_STB_STORE_H
#define STET_TEST_STB_STORE_H

#include <stet.h>

#include <stddef.h>
#include <string.h>

#define STBDS_REALLOC(context, object, size) stet_realloc(object, size)
#define STBDS_FREE(context, object) stet_free(object)
#define STBDS_NO_SHORT_NAMES
#include <stb/stb_ds.h>

#ifdef __cplusplus
extern "C" {
#endif

struct number {
  int key;
  int value;
};
struct word {
  char *key;
  int value;
};

struct store {
  struct number *numbers; /* a hash by number */
  struct word *words;     /* a hash by text that copies its keys, those "n17" */
  int *all;               /* an array */
};

void store_put(struct store *, int key, int value);
void store_remove(struct store *, int key);
void store_insert(struct store *, int place, int value); /* in the array */
void store_delete(struct store *, int place);
int store_find(struct store *, int key); /* by its text; the value, or -1 */
void store_clear(struct store *);

#ifdef __cplusplus
}
#endif

#endif /* STET_TEST_STB_STORE_H */
