// Of functions that promise not to write persistent memory nothing is told.
// RUN: %clang_stet -O2 -Rpass=stet -Rpass-missed=stet -Rpass-analysis=stet -c %s -o %t.o 2>&1 | count 0
#include <stet.h>
[[stet::transaction_pure]] void set(long *n) { *n = 1; }
