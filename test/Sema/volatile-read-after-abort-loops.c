// What stet_last_abort() says holds until another block begins, or the same once more.
// RUN: %clang_stet_verify -std=c23 %s
// RUN: %clangxx_stet_verify -fno-exceptions -x c++ %s
#include <stet.h>
#include <stdio.h>
#include <string.h>
__attribute__((persistent)) long total, other;

int retry(void) {
  int n = 0;        // expected-note 2 {{declared here}}
  do {
    transaction <> {
      n++; // expected-warning {{'n' is volatile}} expected-note {{changed in the transaction here}}
      total++;
    }
  } while (stet_last_abort());
  return n; // expected-warning {{'n' is read where an abort of the transaction lands}}
}
int retryByGoto(void) {
  int n = 0;        // expected-note 2 {{declared here}}
again:
  transaction <> {
    n++; // expected-warning {{'n' is volatile}} expected-note {{changed in the transaction here}}
    total++;
  }
  if (stet_last_abort())
    goto again;
  return n; // expected-warning {{'n' is read where an abort of the transaction lands}}
}
int secondBlock(void) {
  int n = 0;        // expected-note 2 {{declared here}}
  transaction <> {
    n++; // expected-warning {{'n' is volatile}} expected-note {{changed in the transaction here}}
    total++;
  }
  transaction <> { other++; }
  if (stet_last_abort())
    return -1;
  return n; // expected-warning {{'n' is read where an abort of the transaction lands}}
}

// Silent: each try begins anew, or the value is read only where there was no abort.
int anew(void) {
  int n;
  do {
    n = 0;
    transaction <> { n += total++; }
  } while (stet_last_abort());
  return n;
}
int loop(int count) {
  int n = 0, sum = 0;
  for (int i = 0; i < count; ++i) {
    transaction <> { n = (int)total++; }
    if (stet_last_abort())
      continue;
    sum += n;
  }
  return sum;
}
int asked(int how) {
  int n = 0, error;
  transaction <> { n = (int)total++; }
  switch (how) {
  case 0:
    error = stet_last_abort();
    if (error)
      return error;
    return n;
  case 1:
    if (__builtin_expect(!!(stet_last_abort()), 0))
      return -1;
    return n;
  case 2:
    if (0 != stet_last_abort())
      return -1;
    return n;
  default:
    switch (stet_last_abort()) {
    case 0:
      return n;
    default:
      return -1;
    }
  }
}
int turned(void) {
  int n = 0, again = 0, one = 1, other = 0; // expected-note 2 {{declared here}}
  do {
    transaction <> {
      n = (int)total++; // expected-warning {{'n' is volatile}} expected-note {{changed in}}
    }
    again = !again;
    one = other;
    other = one;
  } while (again && !one);
  return n; // expected-warning {{'n' is read where an abort}}
}
int partlyFilled(void) {
  char text[4] = ""; // expected-note 2 {{declared here}}
  transaction <> {
    text[3] = (char)total++; // expected-warning {{'text' is volatile}} expected-note {{changed in}}
  }
  memset(text, 0, 1);
  return text[3]; // expected-warning {{'text' is read where an abort}}
}
int ranges(void) {
  int n = 0; // expected-note 2 {{declared here}}
  transaction <> {
    n = (int)total++; // expected-warning {{'n' is volatile}} expected-note {{changed in}}
  }
  switch (stet_last_abort()) {
  case 0 ... 3:
    return n; // expected-warning {{'n' is read where an abort}}
  default:
    return -1;
  }
}
void ring(int c) {
  int x = 0, y = 0, *p, *q, *r;
  p = c ? q : r;
  q = c ? r : p;
  r = c ? p : q;
  transaction <> {
    total++;
    *p = x + y;
  }
}
void filled(void) {
  char text[64];
  int counts[3];
  transaction <> {
    snprintf(text, sizeof text, "%ld", total++);
    counts[1] = 1;
  }
  snprintf(text, sizeof text, "done");
  memset(counts, 0, sizeof counts);
  puts(text);
  printf("%d", counts[1]);
}
struct pair {
  int a, b;
};
int otherMember(void) {
  struct pair pair = {0, 0};
  transaction <> { pair.a = (int)total++; }
  return pair.b;
}
int sameMember(void) {
  struct pair pair = {0, 0}; // expected-note 2 {{declared here}}
  transaction <> {
    pair.a = (int)total++; // expected-warning {{'pair' is volatile}} expected-note {{changed in}}
  }
  return pair.b + pair.a; // expected-warning {{'pair' is read where an abort}}
}
void each(void) {
  struct {
    int a, b;
  } array[3], *p;
  memset(array, 0, sizeof array);
  for (p = array; p < array + 3 && array != p + 3; p++) {
    transaction <> {
      total += p->b;
      p->a = 1;
    }
  }
}
static int depth; // expected-note {{declared here}}
static void leave(int *unused) {
  (void)unused;
  --depth; // expected-note {{changed here}}
}
void cleanedUp(void) {
  transaction <> {
    __attribute__((cleanup(leave))) int x = 0; // expected-warning {{'depth' is volatile}}
    total += x;
  }
}
void scanned(const char *from) {
  int n = 0; // expected-note 2 {{declared here}}
  transaction <> {
    total++;
    sscanf(from, "%d", &n); // expected-warning {{'n' is volatile}} expected-note {{changed in}}
  }
  printf("%d", n); // expected-warning {{'n' is read where an abort of the transaction lands}}
}
