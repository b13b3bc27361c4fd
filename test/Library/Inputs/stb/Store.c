/*===-- test/Library/Inputs/stb/Store.c - All of stb_ds's structures ------------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===*/
#define STB_DS_IMPLEMENTATION
#include "Store.h"

#include <stdio.h>

static char *text(int key) {
  static char buffer[16];
  snprintf(buffer, sizeof buffer, "n%d", key);
  return buffer;
}

void store_put(struct store *s, int key, int value) {
  if (!s->words)
    stbds_sh_new_strdup(s->words);
  stbds_hmput(s->numbers, key, value);
  stbds_shput(s->words, text(key), value);
  stbds_arrput(s->all, value);
}

void store_remove(struct store *s, int key) {
  if (!s->words)
    return;
  (void)stbds_hmdel(s->numbers, key);
  (void)stbds_shdel(s->words, text(key));
}

void store_insert(struct store *s, int place, int value) {
  if (place <= stbds_arrlen(s->all))
    stbds_arrins(s->all, place, value);
}

void store_delete(struct store *s, int place) {
  if (place + 3 <= stbds_arrlen(s->all)) {
    stbds_arrdel(s->all, place);
    stbds_arrdelswap(s->all, place);
  }
}

int store_find(struct store *s, int key) {
  if (!s->words)
    return -1;
  ptrdiff_t place = stbds_shgeti(s->words, text(key));
  return place < 0 ? -1 : s->words[place].value;
}

void store_clear(struct store *s) {
  stbds_hmfree(s->numbers);
  stbds_shfree(s->words);
  stbds_arrfree(s->all);
}
