// Of the functions of <stet.h>, which every file has, nothing is told.
// RUN: %clangxx_stet -O2 -Rpass=stet -Rpass-missed=stet -Rpass-analysis=stet -c %s -o %t.o 2>&1 | FileCheck %s --allow-empty
// CHECK-NOT: pool.hpp:{{[0-9]+:[0-9]+}}: remark
#include <stet.h>
