// What a function returns is looked at where its body is visible: all of it must be volatile, or
// null.
// RUN: %clang_stet_verify -std=c23 %s
// RUN: %clangxx_stet_verify -x c++ %s
#include "Inputs/silence.h"
#include <stet.h>
#include <stdlib.h>
#include <string.h>

struct __attribute__((persistent)) node {
  const char *name;
  char *text;
  struct node *next;
  int *number;
};
__attribute__((persistent)) struct node *head;
__attribute__((persistent)) int counters[4];
static int plain; // expected-note {{declared here}}

static const char *kindOf(int K) {
  switch (K) {
  case 0:
    return "zero"; // expected-note {{returned here}}
  case 1:
    return "one";
  }
  return NULL;
}
static char *copyOf(const char *Text) {
  char *Copy = (char *)malloc(strlen(Text) + 1); // expected-note 2 {{use 'stet_malloc'}}
  if (!Copy)
    return 0;
  return strcpy(Copy, Text); // expected-note 2 {{returned here}}
}
static char *copyOfCopy(const char *Text) {
  return copyOf(Text); // expected-note {{returned here}}
}
static char *part(char *Whole) { return Whole + 1; }
static int *thePlainOne(void) {
  return &plain; // expected-note {{returned here}}
}

static int *counter(int I) { return &counters[I]; }
static char *fromThePool(size_t Size) { return (char *)stet_malloc(Size); }
static int *oneOfTwo(int Which) {
  if (Which)
    return &plain;
  return &counters[1];
}
static char *endless(int Depth) { return Depth ? endless(Depth - 1) : endless(7); }
static int *choose(int Which, int *One) { return Which ? One : counters; }

void change(int K) {
  int Local = 0;
  transaction <> {
    head->name = kindOf(K);     // expected-warning {{the address of a string literal is stored}}
    head->text = copyOf("x");   // expected-warning {{the address of volatile memory from 'malloc'}}
    head->text = copyOfCopy("x"); // expected-warning {{the address of volatile memory from 'malloc'}}
    head->number = thePlainOne(); // expected-warning {{the address of volatile variable 'plain'}}
    head->number = choose(K, &Local);
    const char *Once = "x";
    head->name = Once;               // expected-warning {{the address of a string literal is stored}}
    head->name = K ? "on" : "no";    // expected-warning {{the address of a string literal is stored}}
    char *Later;
    Later = (char *)malloc(4); // expected-note {{use 'stet_malloc'}}
    head->text = Later; // expected-warning {{the address of volatile memory from 'malloc'}}
    const char *Twice = "x";
    Twice = head->text;
    head->name = Twice;

    head->number = counter(K);
    head->text = fromThePool(3);
    head->text = strcpy(fromThePool(2), "x");
    head->number = oneOfTwo(K);
    head->text = endless(K);
    head->text = part(head->text);
    head->name = getenv("HOME");
  }
  SILENCE("volatile-pointer") transaction <> { head->name = kindOf(K); }
}
