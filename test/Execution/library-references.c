// Functions of the C library that are not called by name log what they write too: through
// pointers in tables, arguments and variables, with variable arguments, without a prototype;
// and strtok, which remembers where it was.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clang_stet -std=gnu11 -Wno-deprecated-non-prototype -I%S/Inputs %s %link_stet
#define _GNU_SOURCE 1
#include "check.h"
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stet.h>

__attribute__((persistent)) char Text[200], Other[200];
static char Before[200];

static const struct functions {
  void *(*Copy)(void *, const void *, size_t);
  char *(*Token)(char *, const char *);
  int (*Print)(char *, size_t, const char *, ...);
  int (*Scan)(const char *, const char *, ...);
  ssize_t (*Read)(int, void *, size_t);
  int (*Control)(int, int, ...);
} Table = {memcpy, strtok, snprintf, sscanf, read, fcntl};
static const struct functions *volatile Functions = &Table;

NOINLINE static void fillBy(void *(*Fill)(void *, int, size_t)) { Fill(Text, 'x', 50); }

// A function whose declaration tells nothing.
int gethostname_() __asm__("gethostname");

static void copies(void) { Functions->Copy(Text, "0123456789", 10); }
static void prints(void) {
  int *Count = (int *)(Text + 100);
  Functions->Print(Text, 40, "%d %g%n", 17, 2.5, Count);
}
static void scans(void) { Functions->Scan("12 words", "%d %s", (int *)Text, Text + 50); }
static void reads(void) { Functions->Read(open("/proc/self/exe", O_RDONLY), Text, 100); }
static void controls(void) {
  struct flock *Lock = (struct flock *)(((size_t)Text + 15) & ~15ul);
  *Lock = (struct flock){.l_type = F_WRLCK, .l_len = 7};
  Functions->Control(open("/proc/self/exe", O_RDONLY), F_GETLK, Lock);
}
static void isArgument(void) { fillBy(memset); }
static void hasNoPrototype(void) { gethostname_(Text, sizeof Text); }
static void tokens(void) {
  CHECK(!strcmp(strtok(Text, " "), "one"));
  CHECK(!strcmp(strtok(NULL, " "), "two"));
  CHECK(!strcmp(Functions->Token(NULL, " "), "three"));
  CHECK(strtok(NULL, " ") == NULL);
}
static void moreTokens(void) { strtok(NULL, " "); }

static void check(const char *What, void (*Change)(void)) {
  int Changed = 0;
  memcpy(Before, Text, sizeof Text);
  transaction <> {
    Change();
    Changed = memcmp(Before, Text, sizeof Text) != 0;
    stet_abort(ECANCELED);
  }
  if (!Changed || memcmp(Before, Text, sizeof Text)) {
    printf("%s: %s\n", What, Changed ? "not rolled back" : "changed nothing");
    ++Failures;
  }
}

int main(void) {
  transaction <> { strcpy(Text, "one two three"); }
  check("memcpy in a table", copies);
  check("snprintf in a table", prints);
  check("sscanf in a table", scans);
  check("read in a table", reads);
  check("fcntl in a table", controls);
  check("memset as an argument", isArgument);
  check("without a prototype", hasNoPrototype);
  check("strtok", tokens);
  // Goes on where it was outside.
  transaction <> { strcpy(Text, "one two three"); }
  transaction <> { strtok(Text, " "); }
  check("strtok that began before the transaction", moreTokens);
  CHECK(Table.Copy == memcpy);
  return Failures != 0;
}
