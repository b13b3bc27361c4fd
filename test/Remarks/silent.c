// Nothing is told to who asks for the remarks of other passes.
// RUN: %clang_stet -O2 -Rpass=inline -Rpass-missed=inline -Rpass-analysis=inline -c %s -o %t.o 2>&1 | count 0
#include <stet.h>
[[persistent]] long n;
void set(long v) {
  transaction <> { n = v; }
}
