/* What is compiled without the plugin: its stores are not logged. */
#include <string.h>

static __attribute__((noinline)) void store_hidden(long *Place, long Value) {
  *Place = Value;
  __asm__ volatile("");
}
void store_plainly(long *Place, long Value) { store_hidden(Place, Value); }
void copy_plainly(void *To, const void *From, long Size) {
  memcpy(To, From, Size);
  __asm__ volatile("");
}
