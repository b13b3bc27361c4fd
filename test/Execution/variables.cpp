// Persistent variables of every kind keep their values from run to run, and each
// initialiser runs once in the life of the pool.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_stet -O2 -I%S/Inputs %s %link_stet -o %t/program
// RUN: env STET_POOL=%t/pool %t/program 0 > %t/first
// RUN: env STET_POOL=%t/pool %t/program 1 > %t/second
// RUN: env STET_POOL=%t/pool %t/program 2 > %t/third
// RUN: FileCheck %s --check-prefix=FIRST --input-file=%t/first
// RUN: FileCheck %s --check-prefix=LATER --input-file=%t/second --allow-empty
// RUN: FileCheck %s --check-prefix=LATER --input-file=%t/third --allow-empty
// FIRST-DAG: computed 1
// FIRST-DAG: computed 2
// FIRST-DAG: computed 3
// FIRST-DAG: computed 4
// FIRST-DAG: constructed
// LATER-NOT: computed
// LATER-NOT: constructed
// FIRST-NOT: destroyed
// LATER-NOT: destroyed
#include "check.h"
#include <cstdlib>
#include <stet.h>

static long compute(int N) {
  printf("computed %d\n", N);
  return N * 100;
}
struct [[persistent]] object {
  object() : X(5) { printf("constructed\n"); }
  ~object() { printf("destroyed\n"); }
  long X;
};
struct [[persistent]] node {
  long Value;
  node *Next;
};
[[persistent]] long Zero;
[[persistent]] long Constant = 42;
[[persistent]] static long Internal = 43;
[[persistent]] long Dynamic = compute(1);
[[persistent]] object Object;
[[persistent]] long Array[4] = {1, 2, 3, 4};
[[persistent]] node Sentinel = {7, nullptr};
[[persistent]] node First = {8, &Sentinel};
[[persistent]] inline long Inline = compute(2);
struct members {
  [[persistent]] static long Member;
};
long members::Member = 44;
template <class T> struct of_template {
  [[persistent]] static T Member;
};
template <class T> T of_template<T>::Member = T(compute(3));

static long &local() {
  [[persistent]] static long Local = compute(4);
  [[persistent]] static long ConstantLocal = 45;
  transaction <> { ConstantLocal = ConstantLocal + 1; }
  CHECK(ConstantLocal >= 46);
  return Local;
}

int main(int, char **Arguments) {
  long Run = atol(Arguments[1]);
  CHECK(Zero == Run && Constant == 42 + Run && Internal == 43 + Run);
  CHECK(Dynamic == 100 + Run && Object.X == 5 + Run);
  CHECK(Array[0] == 1 && Array[3] == 4 + Run);
  CHECK(First.Next == &Sentinel && First.Next->Value == 7 + Run && First.Value == 8);
  CHECK(Inline == 200 + Run && members::Member == 44 + Run);
  CHECK(of_template<long>::Member == 300 + Run);
  CHECK(local() == 400 + Run);
  CHECK(local() == 400 + Run);
  transaction <> {
    ++Zero, ++Constant, ++Internal, ++Dynamic, ++Object.X, ++Array[3];
    ++Sentinel.Value, ++Inline, ++members::Member, ++of_template<long>::Member;
    ++local();
  }
  return Failures != 0;
}
