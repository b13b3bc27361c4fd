// bothWays(what, change): runs a change of the persistent object `Data` in a transaction
// that aborts, after which every byte is as before, and again in one that commits, after
// which every byte is as the change left it. undoes(...): the first alone, for changes
// that differ from time to time.
#ifndef STET_TEST_BOTH_WAYS_H
#define STET_TEST_BOTH_WAYS_H
#include "check.h"
#include <errno.h>
#include <stet.h>
#include <string.h>

// Compiled without builtins, so that what is compared is what is there.
NOINLINE static int differ(const volatile void *A, const volatile void *B, size_t Size) {
  const volatile unsigned char *P = (const volatile unsigned char *)A;
  const volatile unsigned char *Q = (const volatile unsigned char *)B;
  for (size_t I = 0; I < Size; ++I)
    if (P[I] != Q[I])
      return 1;
  return 0;
}

static unsigned char Before[1 << 16], After[1 << 16];

NOINLINE static void undoes(const char *What, void (*Change)(void), void *Data, size_t Size) {
  int Changed = 0, Aborted = 0;
  memcpy(Before, Data, Size);
#ifdef __cplusplus
  try {
    transaction <> {
      Change();
      memcpy(After, Data, Size);
      stet::abort();
    }
  } catch (stet::aborted &) {
    Aborted = 1;
  }
#else
  transaction <> {
    Change();
    memcpy(After, Data, Size);
    stet_abort(ECANCELED);
  }
  Aborted = stet_last_abort() == ECANCELED;
#endif
  Changed = differ(Before, After, Size);
  if (!Changed || !Aborted || differ(Data, Before, Size)) {
    printf("%s: %s\n", What, Changed ? "not rolled back" : "changed nothing");
    ++Failures;
  }
}

__attribute__((unused)) NOINLINE static void bothWays(const char *What, void (*Change)(void),
                                                      void *Data, size_t Size) {
  undoes(What, Change, Data, Size);
  transaction <> { Change(); }
  if (differ(Data, After, Size)) {
    printf("%s: a commit does not leave what an abort undid\n", What);
    ++Failures;
  }
  transaction <> { memcpy(Data, Before, Size); }
}
#endif
