// Outputs of inline assembly in memory, and structures that a file without the plugin returns in
// memory, are undone by an abort.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_plain -DSTET_WITHOUT_PLUGIN -O2 -c -DPLAIN -I%S/Inputs %s -o %t/plain.o
// RUN: %every_level %t/levels %clangxx_stet -w -I%S/Inputs %s %t/plain.o %link_stet
struct big {
  long A[9];
  big() = default;
};
#ifdef PLAIN
big plainMakes(long N) {
  big B;
  for (long &V : B.A)
    V = N++;
  return B;
}
#else
#include "both-ways.h"
#include <new>
big plainMakes(long N);
[[persistent]] big E;
static void returned() { new (&E) big(plainMakes(5)); }
static void output() {
  asm("movq $5, %0" : "=m"(E.A[2]));
  long Old = 3;
  asm volatile("lock; xaddq %0, %1" : "+r"(Old), "+m"(E.A[3]) : : "memory");
}
int main() {
  bothWays("returned", returned, &E, sizeof E);
  bothWays("output", output, &E, sizeof E);
  return Failures != 0;
}
#endif
