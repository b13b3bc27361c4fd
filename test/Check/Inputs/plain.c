/* What is compiled without the plugin: its stores are not logged. */
#include <string.h>

#ifdef LIBRARY
void copy_in_library(void *To, const void *From, long Size) {
  memcpy(To, From, Size);
  __asm__ volatile("");
}
#else

static __attribute__((noinline)) void store_hidden(long *Place, long Value) {
  *Place = Value;
  __asm__ volatile("");
}
void store_plainly(long *Place, long Value) { store_hidden(Place, Value); }
void copy_plainly(void *To, const void *From, long Size) {
  memcpy(To, From, Size);
  __asm__ volatile("");
}
void store_by_assembly(long *Place, long Value) {
  __asm__ volatile("movq %1, (%0)" : : "r"(Place), "r"(Value) : "memory");
}
#endif
