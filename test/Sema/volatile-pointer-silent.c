// What is persistent, volatile itself, or not known: silent.
// RUN: %clang_stet_verify -std=c11 -fno-pie %s
// RUN: %clang_stet_verify -std=c23 -fno-pie %s
// expected-no-diagnostics
#include <stet.h>
#include <stdlib.h>
#include <string.h>
struct plain {
  const char *name;
};
struct __attribute__((persistent)) word {
  const char *text;
  char letters[8];
  struct word *next;
  struct plain *data;
  void (*function)(void);
};
__attribute__((persistent)) struct word *root;
__attribute__((persistent)) struct plain in_pool;
__attribute__((persistent)) char title[] = "words";
struct plain *somewhere(void);
void function(void);
static void set(struct word *w, struct plain *p) { w->data = p; }

void insert(struct word *w, struct plain *parameter) {
  struct plain ordinary;
  struct word local = {"local", "x", 0, &ordinary, function};
  local.next = &local;
  set(&local, &ordinary);
  ordinary.name = "ordinary";
  transaction <> {
    w->data = parameter;
    w->data = somewhere();
    w->data = &in_pool;
    w->data = 0;
    w->text = title;
    w->text = w->letters;
    strcpy(w->letters, "letters");
    w->next = root;
    w->function = function;
    root = stet_malloc(sizeof *root);
    set(w, &in_pool);
  }
}
