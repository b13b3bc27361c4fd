/*===-- test/Library/Inputs/bsd/Store.h - All of BSD's trees and queues ---------===
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===
 *
 * The headers of Debian's libbsd-dev, unchanged.
 *
 *===------------------------------------------------------------------------===*/
#ifndef STET_TEST_BSD_STORE_H
#define STET_TEST_BSD_STORE_H

#include <stet.h>

#include <stdlib.h>

#include <bsd/sys/queue.h>
#include <bsd/sys/tree.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In two trees and four lists at once. */
struct entry {
  int key;
  int value;
  RB_ENTRY(entry) in_red_black;
  SPLAY_ENTRY(entry) in_splay;
  LIST_ENTRY(entry) in_list;
  TAILQ_ENTRY(entry) in_tail_queue;
  SLIST_ENTRY(entry) in_single;
  STAILQ_ENTRY(entry) in_single_tail_queue;
};

RB_HEAD(red_black, entry);
SPLAY_HEAD(splay, entry);
LIST_HEAD(list, entry);
TAILQ_HEAD(tail_queue, entry);
SLIST_HEAD(single, entry);
STAILQ_HEAD(single_tail_queue, entry);

struct store {
  struct red_black red_black;
  struct splay splay;
  struct list list;
  struct tail_queue tail_queue;
  struct single single;
  struct single_tail_queue single_tail_queue;
  int is_prepared;
};

void store_put(struct store *, int key, int value);
void store_remove(struct store *, int key);
int store_find(struct store *, int key); /* splays; the value, or -1 */
void store_rotate(struct store *);       /* the first of each queue becomes its last */
void store_clear(struct store *);

#ifdef __cplusplus
}
#endif

#endif /* STET_TEST_BSD_STORE_H */
