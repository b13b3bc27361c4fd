// In C++ a call that may throw ends a basic block; it is named as the reason all the same.
// RUN: %clangxx_stet -O2 -Rpass-missed=stet -Xclang -verify -c %s -o %t.o
#include <stet.h>
[[persistent]] long a, b;
namespace shop { void elsewhere(int); }
[[stet::suppress("uninstrumented-call")]] void call(long v) {
  transaction <> {
    a = v;
    shop::elsewhere(1);
    b = v; // expected-remark {{store of 8 bytes to variable 'b' is not saved together with that at line 8: the call of 'shop::elsewhere' may synchronise with another thread, throw or not return}}
  }
}
