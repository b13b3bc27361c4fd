// The same in C.
// RUN: %clang_stet_verify -std=c11 -Wall -Wextra -Werror -Wno-unused %s
// RUN: %clang_stet_verify -std=c17 -Wall -Wextra -Werror -Wno-unused %s
// RUN: %clang_stet_verify -std=c23 -Wall -Wextra -Werror -Wno-unused %s
// expected-no-diagnostics
#include <stet.h>

struct transaction {
  int transaction;
};
typedef struct transaction transaction_t;
static int less(struct transaction T, int X) { return T.transaction < X; }
static int shadow(int transaction) {
  int Less = transaction < 4;
  while (transaction > 3) {
    transaction--;
  }
  return Less && transaction<4;
}
int use(void) {
  goto transaction;
transaction:
  return shadow(less((struct transaction){.transaction = 2}, 3));
}
