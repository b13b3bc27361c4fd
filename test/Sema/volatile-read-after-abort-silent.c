// Reads before the block, of what is assigned again, where no abort leads to, and clean-ups.
// RUN: %clang_stet_verify -std=c11 %s
// RUN: %clangxx_stet_verify -x c++ -fno-exceptions %s
// expected-no-diagnostics
#include <stet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
[[persistent]] int kept;
int use(int);
int before(void) {
  int n = 0;
  use(n);
  transaction <> { n = kept; }
  n = 1;
  return n;
}
int asked(void) {
  int n = 0;
  transaction <> { n = kept; }
  return stet_last_abort() ? -1 : n;
}
void released(void) {
  int *copy = NULL;
  transaction <> { copy = (int *)malloc(sizeof *copy); }
  free(copy);
}
int left(void) {
  int n = 0;
  transaction <> {
    n = kept;
    return n;
  }
  return 0;
}
int not_evaluated(void) {
  int n = 0;
  transaction <> { n = kept; }
  return sizeof n;
}

int chosen;
void choose(void) { chosen = 1; }
int overwrittenByCall(void) {
#pragma stet diagnostic push
#pragma stet diagnostic ignored "volatile-write"
  transaction <> { chosen = 2; }
#pragma stet diagnostic pop
  choose();
  return chosen;
}

#pragma stet diagnostic push
#pragma stet diagnostic ignored "volatile-write"
struct both { int a, b; };
struct both current, saved;
int table[4];
int setAnew(int way, void *file) {
  transaction <> { current.a = 1; table[1] = 1; kept = 1; }
  if (way == 1) {
    memset(&current, 0, sizeof current);
    return current.a;
  }
  if (way == 2) {
    memcpy(&current, &saved, sizeof current);
    return current.a;
  }
  if (way == 3) {
    memset(table, 0, sizeof table);
    return table[1];
  }
  return fread(&current, sizeof current, 1, (FILE *)file) == 1 ? current.a : 0;
}
#pragma stet diagnostic pop
void out(long *);
long throughPointers(void) {
  long n = 0, *p = &n;
  char text[8], *t = text;
  transaction <> { n = kept; text[0] = 1; kept = 1; }
  out(p);
  strcpy(t, "a");
  long *again = &n;
  *again = 1;
  return n + text[0];
}
int otherMembers(void) {
  struct both o = {1, 2}, *p = &o;
  transaction <> { o.a = kept; kept = 1; }
  return (*p).b + p->b;
}
int memberSetAnew(void) {
  struct both o = {1, 2}, other = {1, 2}, *p = &o;
  transaction <> { o.a = kept; other.b = kept; kept = 1; }
  p->a = 0;
  other.b = 3;
  return p->a + other.b;
}
