// A static variable that each function overwrites before it uses it can't show what an aborted
// transaction has left in it.
// RUN: %clang_stet_verify -std=c23 %s
// RUN: %clangxx_stet_verify -x c++ %s
#include <stdio.h>
#include <stet.h>
#include <string.h>
[[persistent]] long total;

static char text[64];
static const char *number(long value) {
  snprintf(text, sizeof text, "%ld", value);
  return text;
}
static int product, either;
static int multiply(int a, int b) {
  product = a * b;
  if (a)
    either = 1;
  else
    either = 2;
  return product + either;
}
void silent(int value) {
  static int inner;
  transaction <> {
    inner = value;
    total = strlen(number(value)) + multiply(value, inner);
  }
}

static int counted;   // expected-note {{declared here}}
static int asked;     // expected-note {{declared here}}
static int sometimes; // expected-note {{declared here}}
static int elsewhere; // expected-note {{declared here}}
static int known;     // expected-note {{declared here}}
int shared;           // expected-note {{declared here}}
static int *way = &known;
static long given, shared_too; // expected-note 2 {{declared here}}
static void bump(long *p) { ++*p; } // expected-note {{changed here}}
void fires(int value) {
  static int kept; // expected-note {{declared here}}
  transaction <> {
    bump(&given);   // expected-warning {{'given' is volatile}}
    total = given;
    __sync_fetch_and_add(&shared_too, 1); // expected-warning {{'shared_too' is volatile}}
    total += shared_too;
    counted++;      // expected-warning {{'counted' is volatile}}
    total = counted;
    if (!asked)
      asked = 1;    // expected-warning {{'asked' is volatile}}
    if (value)
      sometimes = value; // expected-warning {{'sometimes' is volatile}}
    total += sometimes;
    elsewhere = value; // expected-warning {{'elsewhere' is volatile}}
    known = value;  // expected-warning {{'known' is volatile}}
    total += known;
    shared = value; // expected-warning {{'shared' is volatile}}
    total += shared;
    kept = kept + 1; // expected-warning {{'kept' is volatile}}
  }
}
int other(void) { return elsewhere + *way; }

#ifndef __cplusplus
static int late; // expected-note 2 {{declared here}}
int afterAbort(int value) {
  transaction <> {
    late = value; // expected-warning {{'late' is volatile}} expected-note {{changed in the transaction here}}
    total = late;
  }
  return stet_last_abort() ? late : 0; // expected-warning {{'late' is read where an abort}}
}
#else
static int inDefault, inMember; // expected-note 2 {{declared here}}
static int get(int value = inDefault) { return value; }
struct holder {
  int value = inMember;
};
void defaults(int value) {
  transaction <> {
    inDefault = value; // expected-warning {{'inDefault' is volatile}}
    inMember = value;  // expected-warning {{'inMember' is volatile}}
    total = inDefault + inMember;
  }
}
int reads() { return get() + holder{}.value + holder().value; }
#endif
