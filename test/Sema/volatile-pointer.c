// RUN: %clang_stet_verify -std=c11 %s
// RUN: %clang_stet_verify -std=c23 %s
#include <stet.h>

#include <stdlib.h>

struct __attribute__((persistent)) word {
  const char *text;
  struct word *left, *right;
};
__attribute__((persistent)) struct word *root;
__attribute__((persistent)) const char *title = "words"; // expected-warning {{the address of a string literal is stored in persistent memory: the next run finds something else there [stet-volatile-pointer]}}
static void set(struct word *w, const char *text) {
  w->text = text; // expected-note {{stored here}}
}

void insert(char *argument) {
  struct word local = {"local", 0, 0}; // expected-note {{declared here}}
  char buffer[8];                      // expected-note 2 {{declared here}}
  local.text = buffer;
  transaction <> {
    struct word *made = stet_malloc(sizeof *made);
    *made = (struct word){buffer, 0, 0}; // expected-warning {{volatile variable 'buffer'}}
    made->left = &local;                 // expected-warning {{volatile variable 'local'}}
    made->right = malloc(sizeof *made);  // expected-warning {{volatile memory from 'malloc'}} expected-note {{use 'stet_malloc'}}
    made->right = stet_calloc(1, sizeof *made);
    made->text = argument;
    set(made, buffer); // expected-warning {{volatile variable 'buffer'}}
    set(&local, buffer);
    root = made;
  }
}
