/*===-- test/Library/Inputs/bsd/Store.c - All of BSD's trees and queues ---------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===*/
#include "Store.h"

static int compare(struct entry *a, struct entry *b) {
  return (a->key > b->key) - (a->key < b->key);
}

RB_GENERATE(red_black, entry, in_red_black, compare)
SPLAY_PROTOTYPE(splay, entry, in_splay, compare)
SPLAY_GENERATE(splay, entry, in_splay, compare)

static void prepare(struct store *s) {
  if (s->is_prepared)
    return;
  RB_INIT(&s->red_black);
  SPLAY_INIT(&s->splay);
  LIST_INIT(&s->list);
  TAILQ_INIT(&s->tail_queue);
  SLIST_INIT(&s->single);
  STAILQ_INIT(&s->single_tail_queue);
  s->is_prepared = 1;
}

static void add(struct store *s, int key, int value) {
  struct entry *new = stet_calloc(1, sizeof *new);
  new->key = key;
  new->value = value;
  RB_INSERT(red_black, &s->red_black, new);
  SPLAY_INSERT(splay, &s->splay, new);
  LIST_INSERT_HEAD(&s->list, new, in_list);
  TAILQ_INSERT_TAIL(&s->tail_queue, new, in_tail_queue);
  SLIST_INSERT_HEAD(&s->single, new, in_single);
  STAILQ_INSERT_TAIL(&s->single_tail_queue, new, in_single_tail_queue);
}

void store_put(struct store *s, int key, int value) {
  struct entry wanted = {.key = key}, *found;
  prepare(s);
  found = RB_FIND(red_black, &s->red_black, &wanted);
  if (found)
    found->value = value;
  else
    add(s, key, value);
}

static void drop(struct store *s, struct entry *e) {
  RB_REMOVE(red_black, &s->red_black, e);
  SPLAY_REMOVE(splay, &s->splay, e);
  LIST_REMOVE(e, in_list);
  TAILQ_REMOVE(&s->tail_queue, e, in_tail_queue);
  SLIST_REMOVE(&s->single, e, entry, in_single);
  STAILQ_REMOVE(&s->single_tail_queue, e, entry, in_single_tail_queue);
  stet_free(e);
}

void store_remove(struct store *s, int key) {
  struct entry wanted = {.key = key}, *found;
  prepare(s);
  found = SPLAY_FIND(splay, &s->splay, &wanted);
  if (found)
    drop(s, found);
}

int store_find(struct store *s, int key) {
  struct entry wanted = {.key = key}, *found;
  prepare(s);
  found = SPLAY_FIND(splay, &s->splay, &wanted);
  return found ? found->value : -1;
}

void store_rotate(struct store *s) {
  prepare(s);
  struct entry *first = TAILQ_FIRST(&s->tail_queue);
  if (!first)
    return;
  TAILQ_REMOVE(&s->tail_queue, first, in_tail_queue);
  TAILQ_INSERT_TAIL(&s->tail_queue, first, in_tail_queue);
  first = STAILQ_FIRST(&s->single_tail_queue);
  STAILQ_REMOVE_HEAD(&s->single_tail_queue, in_single_tail_queue);
  STAILQ_INSERT_TAIL(&s->single_tail_queue, first, in_single_tail_queue);
}

void store_clear(struct store *s) {
  prepare(s);
  while (!RB_EMPTY(&s->red_black))
    drop(s, RB_MIN(red_black, &s->red_black));
}
