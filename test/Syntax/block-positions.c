// A block stands wherever a compound statement may, and warns of nothing.
// RUN: %clang_stet_verify -std=c11 -Weverything -Werror -fplugin-arg-stet-Wno-everything -Wno-declaration-after-statement -Wno-missing-prototypes -Wno-unsafe-buffer-usage -Wno-switch-default -Wno-pre-c23-compat -Wno-pre-c11-compat -Wno-gnu-statement-expression %s
// expected-no-diagnostics
#include <stet.h>

#define WRAP(X) X

int use(int N, pthread_mutex_t *M);
int use(int N, pthread_mutex_t *M) {
  int R = 0;
  if (N == 1)
    transaction<> { R = 1; }
  else
    transaction <M> { R = 2; }
  for (int I = 0; I < N; ++I)
    transaction <> {
      if (I == 2)
        continue;
      if (I == 3)
        break;
    }
  while (N-- > 0)
    transaction <> { ++R; }
  do
    transaction <> { ++R; }
  while (R < 3);
  switch (N) {
  case 1:
    transaction <> { R = 4; }
    break;
  default:
    transaction <M> {
      transaction <> { R = 5; }
    }
  }
  WRAP(transaction <> { R = 6; })
  R += ({ transaction <> { R = 7; } R; });
  transaction // a comment
      <> /* another */ { return R; }
  return 0; // after an abort
}
