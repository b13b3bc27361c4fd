// RUN: %clang_stet_verify -std=c11 -Wall -Wextra -Werror -Wno-unused %s
// RUN: %clang_stet_verify -std=c17 -Wall -Wextra -Werror -Wno-unused %s
// RUN: %clang_stet_verify -std=c23 -Wall -Wextra -Werror -Wno-unused %s
// expected-no-diagnostics
#include <stet.h>
struct [[persistent]] a {
  int x;
};
struct [[stet::persistent]] b {
  int x;
};
struct __attribute__((persistent)) c {
  int x;
};
union [[persistent]] u {
  int x;
};
[[persistent]] extern int declared;
[[persistent]] int defined;
static __attribute__((persistent)) int internal;
void f(void) {
  [[persistent]] static int local;
}
