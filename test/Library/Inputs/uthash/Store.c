/*===-- test/Library/Inputs/uthash/Store.c - All of uthash's structures --------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===*/
#include "Store.h"

#define malloc(size) stet_malloc(size)
#define realloc(object, size) stet_realloc(object, size)
#define free(object) stet_free(object)

static void prepare(struct store *s) {
  static const UT_icd ints = {sizeof(int), NULL, NULL, NULL};
  if (s->values)
    return;
  utarray_new(s->values, &ints);
  utstring_new(s->log);
  utringbuffer_new(s->last, LAST_VALUES, &ints);
}

static void add(struct store *s, int key, int value) {
  struct entry *new = stet_calloc(1, sizeof *new);
  new->key = key;
  new->value = value;
  snprintf(new->name, sizeof new->name, "n%d", key);
  HASH_ADD(by_key, s->keys, key, sizeof new->key, new);
  HASH_ADD_KEYPTR(by_name, s->names, new->name, strlen(new->name), new);
  LL_PREPEND2(s->single, new, next);
  DL_APPEND2(s->both, new, before, after);
  CDL_PREPEND2(s->ring, new, left, right);
}

void store_put(struct store *s, int key, int value) {
  struct entry *found;
  prepare(s);
  HASH_FIND(by_key, s->keys, &key, sizeof key, found);
  if (found)
    found->value = value;
  else
    add(s, key, value);
  utarray_push_back(s->values, &value);
  utstring_printf(s->log, "%d=%d;", key, value);
  utringbuffer_push_back(s->last, &value);
}

void store_remove(struct store *s, int key) {
  char name[16];
  struct entry *found;
  snprintf(name, sizeof name, "n%d", key);
  HASH_FIND(by_name, s->names, name, strlen(name), found);
  if (!found)
    return;
  HASH_DELETE(by_key, s->keys, found);
  HASH_DELETE(by_name, s->names, found);
  LL_DELETE2(s->single, found, next);
  DL_DELETE2(s->both, found, before, after);
  CDL_DELETE2(s->ring, found, left, right);
  stet_free(found);
}

static int compare_keys(struct entry *a, struct entry *b) { return a->key - b->key; }
static int compare_ints(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

void store_sort(struct store *s) {
  HASH_SRT(by_key, s->keys, compare_keys);
  LL_SORT2(s->single, compare_keys, next);
  DL_SORT2(s->both, compare_keys, before, after);
  CDL_SORT2(s->ring, compare_keys, left, right);
  if (s->values)
    utarray_sort(s->values, compare_ints);
}

void store_trim(struct store *s, int length) {
  if (!s->values)
    return;
  if (utarray_len(s->values) > (unsigned)length)
    utarray_erase(s->values, 0, utarray_len(s->values) - length);
  utstring_clear(s->log);
}
