// The address of a persistent variable is in a static table before the program's own
// initialisers run, as if it were a constant.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clangxx_stet -I%S/Inputs %s %link_stet
#include "check.h"
#include <stet.h>
[[persistent]] long V = 1, W = 2;
long *Table[] = {&V, &W};
static long *Seen;
struct early {
  early() {
    Seen = Table[0];
    Table[0] = &W;
  }
} Early;
int main() {
  CHECK(Seen == &V && Table[0] == &W && *Table[1] == 2);
  return Failures != 0;
}
