// Diagnostics of several functions come in the order of the source.
// RUN: not %clangxx_stet -fsyntax-only %s 2>&1 | FileCheck %s
// CHECK: :[[#@LINE+6]]:{{.*}}error: 'wait'
// CHECK: :[[#@LINE+9]]:{{.*}}error: 'wait'
// CHECK: :[[#@LINE+12]]:{{.*}}error: 'wait'
#include <stet.h>
[[stet::transaction_unsafe]] void wait();
template <class T> void late(T) {
  transaction <> { wait(); }
}
struct inside {
  void member() {
    transaction <> { wait(); }
  }
};
void last() {
  transaction <> { wait(); }
}
void instantiate() { late(1); }
