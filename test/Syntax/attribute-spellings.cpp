// RUN: %clangxx_stet_verify -Wall -Wextra -Werror -Wno-unused %s
// expected-no-diagnostics
#include <stet.h>
struct [[persistent]] a {};
struct [[stet::persistent]] b {};
struct __attribute__((persistent)) c {};
union [[persistent]] u {
  int x;
};
class [[persistent]] k {
  [[persistent]] static int member;
  [[persistent]] inline static int inline_member = 3;
};
[[persistent]] int k::member;
template <class T> struct [[persistent]] t {
  T x;
};
[[persistent]] extern int declared;
[[persistent]] int defined;
[[stet::persistent]] static int internal;
__attribute__((persistent)) int gnu;
void f() {
  [[persistent]] static int local;
  static __attribute__((persistent)) int gnu_local;
}
