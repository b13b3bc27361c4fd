// What STET_CHECK may be.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_stet -O1 %s %link_stet -o %t/program
// RUN: env STET_POOL=%t/pool STET_CHECK=yes not %t/program 2>&1 | FileCheck %s
// RUN: env STET_POOL=%t/pool STET_CHECK= %t/program
// RUN: env STET_POOL=%t/pool STET_CHECK=0 %t/program
// RUN: env STET_POOL=%t/pool STET_CHECK=1 %t/program
// RUN: env STET_POOL=%t/pool STET_CHECK=warn %t/program
// RUN: env STET_POOL=%t/pool STET_CHECK=1 STET_CHECK_PAGES=all %t/program
// RUN: env STET_POOL=%t/pool STET_CHECK=1 STET_CHECK_PAGES=few not %t/program 2>&1 | FileCheck --check-prefix=PAGES %s
// PAGES: STET_CHECK_PAGES='few' is not 'all', which compares all open pages at each commit
// CHECK: STET_CHECK='yes' is neither '1', which ends the program at the first report, nor 'warn'
#include <cstdio>
#include <stet.h>

[[persistent]] int N;
int main() {
  try {
    transaction<> { ++N; }
  } catch (stet::error &E) {
    std::fprintf(stderr, "%s\n", E.what());
    return 1;
  }
}
