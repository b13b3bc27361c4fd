// stet_malloc and its family follow libc's rules, in transactions only.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clang_stet -std=c11 -I%S/Inputs %s %link_stet
#include "check.h"
#include <errno.h>
#include <stdint.h>
#include <stet.h>
#include <string.h>

[[persistent]] char *kept;
[[persistent]] long *zeroed;

int main(void) {
  errno = 0;
  CHECK(!stet_malloc(10) && errno == EPERM);
  CHECK(!stet_calloc(1, 10) && !stet_realloc(NULL, 10));
  transaction <> {
    kept = stet_malloc(100);
    CHECK(kept && (uintptr_t)kept % 16 == 0);
    memset(kept, 'a', 100);
    zeroed = stet_calloc(1000, sizeof(long));
    for (int i = 0; i < 1000; ++i)
      CHECK(zeroed[i] == 0);
    errno = 0;
    CHECK(!stet_calloc(SIZE_MAX / 2, 3) && errno == ENOMEM);
    errno = 0;
    CHECK(!stet_malloc(SIZE_MAX) && errno == ENOMEM);
    stet_free(NULL);
    void *empty = stet_malloc(0), *another = stet_malloc(0);
    CHECK(empty != another || !empty);
    stet_free(empty);
    stet_free(another);
    char *fromNull = stet_realloc(NULL, 20);
    CHECK(fromNull);
    strcpy(fromNull, "nineteen characters");
    fromNull = stet_realloc(fromNull, 5000);
    CHECK(!strcmp(fromNull, "nineteen characters"));
    fromNull = stet_realloc(fromNull, 10);
    CHECK(!memcmp(fromNull, "nineteen c", 10));
    stet_free(fromNull);
  }
  char *before = kept;
  transaction <> {
    kept = stet_realloc(kept, 100000);
    memset(kept, 'b', 100000);
    stet_abort(1);
  }
  CHECK(kept == before);
  for (int i = 0; i < 100; ++i)
    CHECK(kept[i] == 'a');
  transaction <> {
    stet_free(kept);
    kept = NULL;
    stet_abort(1);
  }
  CHECK(kept == before && kept[99] == 'a');
  transaction <> {
    stet_free(kept);
    transaction <> {
      stet_free(zeroed);
      stet_abort(2);
    }
    zeroed[999] = 5;
    kept = NULL;
  }
  CHECK(!kept && zeroed[999] == 5);
  errno = 0;
  stet_free(zeroed);
  CHECK(errno == EPERM && zeroed[999] == 5);
  return Failures != 0;
}
