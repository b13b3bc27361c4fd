// The operators of a persistent class in an anonymous namespace are the runtime's: no
// warning that they are used and nowhere defined.
// RUN: %clangxx_stet_verify -Wall -Wextra -Werror %s
// expected-no-diagnostics
#include <stet.h>

namespace {
struct [[persistent]] Node {
  long Value;
};
struct [[persistent]] alignas(64) Line {
  long Values[8];
};
[[persistent]] Node *One;
[[persistent]] Line *Two;
} // namespace

void renew() {
  transaction <> {
    delete One;
    One = new Node{1};
    delete[] Two;
    Two = new Line[2]{};
  }
}
