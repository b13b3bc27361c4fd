/*===-- examples/phonebook/phonebook.c - uthash, made persistent -------------===*
 *
 * Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===------------------------------------------------------------------------===*
 *
 * The hash table is <uthash.h> as Debian ships it. Its own hooks for allocation
 * and for running out of memory are all that it is told about persistence.
 *
 *===------------------------------------------------------------------------===*/
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <stet.h>

#define uthash_malloc(size) stet_malloc(size)
#define uthash_free(pointer, size) stet_free(pointer)
#define uthash_fatal(message) stet_abort(ENOMEM)
#include <uthash.h>

struct [[persistent]] contact {
  char name[64];
  char number[32];
  UT_hash_handle hh;
};

[[persistent]] struct contact *book;

static struct contact *find(const char *name) {
  struct contact *found;
  HASH_FIND_STR(book, name, found);
  return found;
}

/* Adds a contact, or gives one that is there a new number. Returns 0, or an
 * errno when nothing was changed. */
static int set_number(const char *name, const char *number) {
  if (strlen(name) >= sizeof book->name || strlen(number) >= sizeof book->number)
    return ENAMETOOLONG;
  transaction <> {
    struct contact *contact = find(name);
    if (!contact) {
      contact = stet_calloc(1, sizeof *contact);
      if (!contact)
        stet_abort(ENOMEM);
      strcpy(contact->name, name);
      HASH_ADD_STR(book, name, contact);
    }
    strcpy(contact->number, number);
  }
  return stet_last_abort();
}

/* Returns 0, or an errno when nothing was changed. */
static int remove_contact(const char *name) {
  transaction <> {
    struct contact *contact = find(name);
    if (!contact)
      stet_abort(ENOENT);
    HASH_DEL(book, contact);
    stet_free(contact);
  }
  return stet_last_abort();
}

static int by_name(const struct contact *a, const struct contact *b) {
  return strcmp(a->name, b->name);
}

static void list(void) {
  transaction <> { HASH_SORT(book, by_name); }
  for (struct contact *c = book; c; c = c->hh.next)
    printf("%s %s\n", c->name, c->number);
}

/* Adds the contacts that standard input holds, "NAME NUMBER" a line, and repeats
 * each name once its contact is there for good. */
static int load(void) {
  char name[64], number[32];
  while (scanf("%63s %31s", name, number) == 2) {
    int error = set_number(name, number);
    if (error)
      return error;
    puts(name);
    fflush(stdout);
  }
  return 0;
}

static int usage(void) {
  fputs("usage: phonebook add NAME NUMBER | find NAME | remove NAME | list | load\n", stderr);
  return 2;
}

int main(int argc, char **argv) {
  const char *command = argc > 1 ? argv[1] : "";
  int error = 0;
  if (argc == 4 && !strcmp(command, "add")) {
    error = set_number(argv[2], argv[3]);
  } else if (argc == 3 && !strcmp(command, "find")) {
    const struct contact *contact = find(argv[2]);
    if (contact)
      puts(contact->number);
    else
      error = ENOENT;
  } else if (argc == 3 && !strcmp(command, "remove")) {
    error = remove_contact(argv[2]);
  } else if (argc == 2 && !strcmp(command, "list")) {
    list();
  } else if (argc == 2 && !strcmp(command, "load")) {
    error = load();
  } else {
    return usage();
  }
  if (error)
    fprintf(stderr, "phonebook: %s\n", strerror(error));
  return error != 0;
}
