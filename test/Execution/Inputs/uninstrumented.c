// Code that was compiled without the plugin and stands between a block and its abort.
#include <stdlib.h>
_Noreturn void stet_abort(int error);

__attribute__((noinline)) static void deepest(int N) {
  if (N == 0)
    stet_abort(7);
}
__attribute__((noinline)) static void deeper(int N) {
  deepest(N);
  __asm__ volatile("");
}
/// Aborts the caller's block with 7 when N is 0.
void abortOnZero(int N) {
  deeper(N);
  __asm__ volatile("");
}
void callBack(void (*Function)(int), int N) {
  Function(N);
  __asm__ volatile("");
}
