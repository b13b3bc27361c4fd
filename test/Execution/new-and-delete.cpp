// new and delete of persistent classes use the pool's heap: plain, array, inherited,
// with virtual destructors, over-aligned, in templates; placement stays what it is.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clangxx_stet -no-pie -I%S/Inputs %s %link_stet
#include "check.h"
#include <cstdint>
#include <new>
#include <stet.h>
#include <string>

static bool inPool(const void *P) {
  return reinterpret_cast<uintptr_t>(P) >> STET_WINDOW_SHIFT == STET_WINDOW_PERSISTENT;
}
static int Destroyed;
struct [[persistent]] plain {
  long A = 1, B = 2;
};
struct derived : plain {
  long C = 3;
};
struct [[persistent]] with_destructor {
  int X = 4;
  ~with_destructor() { Destroyed++; }
};
struct [[persistent]] base {
  virtual ~base() { Destroyed++; }
  int X = 5;
};
struct [[persistent]] overrides : base {
  ~overrides() override { Destroyed += 10; }
  long Y[10] = {};
};
struct alignas(256) [[persistent]] aligned {
  char C[256];
};
template <class T> struct [[persistent]] box {
  T Value;
};
struct [[persistent]] throws {
  throws() { throw 1; }
};
struct [[persistent]] own_operators {
  static void *operator new(size_t S) { return ::operator new(S); }
  static void operator delete(void *P) { ::operator delete(P); }
  int X;
};
[[persistent]] plain *Kept;
[[persistent]] plain Member;

int main() {
  transaction <> {
    plain *P = new plain;
    CHECK(inPool(P) && P->B == 2);
    Kept = P;
    derived *D = new derived;
    CHECK(inPool(D) && D->C == 3);
    delete D;
    with_destructor *A = new with_destructor[7];
    CHECK(inPool(A) && A[6].X == 4);
    delete[] A;
    CHECK(Destroyed == 7);
    Destroyed = 0;
    base *B = new overrides;
    CHECK(inPool(B));
    delete B;
    CHECK(Destroyed == 11);
    for (int I = 0; I < 5; ++I) {
      aligned *L = new aligned;
      CHECK(inPool(L) && reinterpret_cast<uintptr_t>(L) % 256 == 0);
      aligned *M = new aligned[3];
      CHECK(reinterpret_cast<uintptr_t>(M) % 256 == 0);
      delete[] M;
      delete L;
    }
    auto *X = new box<double>{2.5};
    CHECK(inPool(X));
    delete X;
    try {
      new throws;
      CHECK(false);
    } catch (int) {
    }
    alignas(plain) char Place[sizeof(plain)];
    plain *Q = new (Place) plain;
    CHECK(static_cast<void *>(Q) == Place);
    plain OnStack;
    CHECK(!inPool(&OnStack));
    plain *Global = ::new plain;
    CHECK(!inPool(Global));
    ::delete Global;
    own_operators *O = new own_operators;
    CHECK(!inPool(O));
    delete O;
  }
  CHECK(inPool(Kept) && Kept->A == 1 && inPool(&Member));
  try {
    new plain;
    CHECK(false);
  } catch (stet::error &E) {
    CHECK(E.code() == EPERM);
  }
  try {
    transaction <> {
      delete Kept;
      Kept = nullptr;
      stet::abort();
    }
  } catch (stet::aborted &) {
  }
  CHECK(Kept && Kept->B == 2);
  stet::pool Pool = stet::pool::create((std::string(getenv("STET_POOL")) + "-second").c_str(), 64 << 20);
  struct root {
    plain *P;
  };
  root *R = Pool.root<root>();
  transaction <Pool> { R->P = new (Pool) plain; }
  CHECK(inPool(R->P) && R->P->A == 1);
  return Failures != 0;
}
