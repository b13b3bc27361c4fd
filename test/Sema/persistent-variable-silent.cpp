// Every kind of variable that can be persistent.
// RUN: %clangxx_stet_verify %s
// RUN: %clang_stet_verify -x c -std=c23 %s
// expected-no-diagnostics
#include <stet.h>
struct pair {
  int a, b;
};
[[persistent]] int number;
[[persistent]] static int internal = 3;
[[persistent]] extern int elsewhere;
[[persistent]] struct pair pairs[4];
[[persistent]] const int constant = 3;
[[persistent]] int *pointer;
thread_local int ordinary;
int next(void) {
  [[persistent]] static int count;
  int automatic = count;
  return automatic + internal + ordinary;
}
#ifdef __cplusplus
struct holder {
  [[persistent]] static int member;
  [[persistent]] static inline int inside = 3;
};
int holder::member;
template <class T> [[persistent]] T variable{};
inline int use() { return variable<int>; }
namespace {
[[persistent]] int hidden;
}
int *address() { return &hidden; }
#endif
