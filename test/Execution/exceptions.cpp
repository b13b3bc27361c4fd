// An exception that leaves a block rolls it back and goes on.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O2 -fexceptions -c %S/Inputs/uninstrumented.c -o %t/uninstrumented.o
// RUN: %every_level %t %clangxx_stet -I%S/Inputs %s %t/uninstrumented.o %link_stet
#include "check.h"
#include <memory>
#include <stdexcept>
#include <stet.h>
#include <string>
#include <vector>

extern "C" void abortOnZero(int);
extern "C" void callBack(void (*)(int), int);
[[persistent]] long G, H;
static int Destroyed;
struct noted {
  int V;
  explicit noted(int V) : V(V) {}
  ~noted() { Destroyed++; }
};
struct failure {
  int X;
};

NOINLINE static int leaves(int How) {
  G = 0;
  int Local = 1;
  try {
    transaction <> {
      noted D(1);
      G = 1;
      Local = 2;
      if (How == 1)
        throw failure{5};
      if (How == 2)
        stet_abort(2);
      if (How == 3)
        stet::abort("reason");
      Local = 3;
    }
    Local += 10;
  } catch (failure &) {
    CHECK(!stet_in_transaction() && G == 0);
    return 100 + Local;
  }
  return Local + int(G) * 1000;
}
NOINLINE static int caughtInside() {
  G = 0;
  transaction <> {
    G = 1;
    try {
      noted D(2);
      throw failure{1};
    } catch (failure &) {
      G = 2;
    }
  }
  return int(G);
}
// The block's end can be reached only through the handler.
NOINLINE static int endsInHandler() {
  G = 0;
  transaction <> {
    try {
      G = 4;
      throw failure{1};
    } catch (...) {
      G = 5;
    }
  }
  return int(G);
}
struct block_in_destructor {
  ~block_in_destructor() {
    transaction <> {
      H = H + 1;
      noted D(1);
      abortOnZero(1);
    }
  }
};
NOINLINE static int inHandlersAndDestructors() {
  G = H = 0;
  try {
    transaction <> {
      G = 9;
      block_in_destructor A, B;
      throw failure{1};
    }
  } catch (failure &) {
    CHECK(G == 0 && H == 0);
    transaction <> { G = 3; }
    try {
      transaction <> {
        G = 4;
        throw 1;
      }
    } catch (int) {
    }
  }
  return int(G);
}
NOINLINE static int destructorWhileUnwinding() {
  H = 0;
  try {
    block_in_destructor A, B;
    throw failure{1};
  } catch (failure &) {
  }
  return int(H);
}
NOINLINE static std::string returnsObject(int N) {
  transaction <> {
    std::string S = "hello world, a long string";
    G = N;
    if (N == 1)
      return S;
    if (N == 2)
      return S + "!";
    if (N == 4)
      throw failure{4};
  }
  return "after";
}
template <class T, bool Inner> NOINLINE static T inTemplate(T X) {
  auto Lambda = [&](auto Y) {
    transaction <> {
      X += Y;
      if constexpr (Inner)
        transaction <> { X += 1; }
      else
        return T(7);
    }
    return X;
  };
  return Lambda(3);
}
struct constructed {
  int A;
  explicit constructed(int N) try : A(N) {
    transaction <> {
      A++;
      G = 76;
      if (N == 5)
        throw failure{1};
    }
  } catch (failure &) {
    G = 77;
  }
};
NOINLINE static void middle(int N) {
  noted D(N);
  abortOnZero(N);
}
NOINLINE static void rethrows(int N) {
  noted D(N);
  try {
    middle(N);
  } catch (...) {
    Destroyed += 100;
    throw;
  }
}
NOINLINE static int abortThroughFrames() {
  Destroyed = 0;
  try {
    transaction <> { rethrows(0); }
  } catch (stet::aborted &A) {
    CHECK(A.code() == 7);
    return Destroyed;
  }
  return -1;
}
static void throwsBack(int N) {
  noted D(N);
  throw failure{N};
}
NOINLINE static int throughC() {
  Destroyed = 0;
  G = 0;
  try {
    transaction <> {
      G = 1;
      callBack(throwsBack, 3);
    }
  } catch (failure &E) {
    return E.X * 100 + Destroyed * 10 + int(G);
  }
  return -1;
}
NOINLINE static int nestedCaught() {
  G = H = 0;
  transaction <> {
    G = 1;
    try {
      transaction <> {
        H = 1;
        G = 2;
        throw failure{1};
      }
    } catch (failure &) {
      CHECK(G == 1 && H == 0 && stet_in_transaction());
    }
    H = 6;
  }
  return int(G * 10 + H);
}
struct third_throws {
  int I;
  third_throws() {
    static int K;
    I = ++K;
    if (K == 3)
      throw failure{K};
  }
  ~third_throws() { Destroyed++; }
};
NOINLINE static int halfConstructedArray() {
  Destroyed = 0;
  G = 0;
  try {
    transaction <> {
      G = 1;
      std::unique_ptr<third_throws[]> P(new third_throws[5]);
    }
  } catch (failure &E) {
    return Destroyed * 10 + E.X + int(G) * 100;
  }
  return 0;
}
int main() {
  CHECK(leaves(0) == 1013);
  CHECK(leaves(1) == 102);
  try {
    leaves(2);
    CHECK(false);
  } catch (stet::aborted &A) {
    CHECK(A.code() == 2 && G == 0 && !stet_in_transaction());
  }
  try {
    leaves(3);
    CHECK(false);
  } catch (stet::aborted &A) {
    CHECK(A.code() == ECANCELED && A.what() == std::string("reason") && G == 0);
  }
  CHECK(caughtInside() == 2);
  CHECK(endsInHandler() == 5);
  CHECK(inHandlersAndDestructors() == 3);
  CHECK(destructorWhileUnwinding() == 2);
  CHECK(returnsObject(0) == "after");
  CHECK(returnsObject(1) == "hello world, a long string");
  CHECK(returnsObject(2).size() == 27);
  try {
    returnsObject(4);
    CHECK(false);
  } catch (failure &) {
    CHECK(G == 2);
  }
  CHECK((inTemplate<long, false>(1) == 7));
  CHECK((inTemplate<long, true>(1) == 5));
  CHECK(constructed(1).A == 2 && G == 76);
  try {
    constructed C(5);
    CHECK(false);
  } catch (failure &) {
    CHECK(G == 77);
  }
  CHECK(abortThroughFrames() == 102);
  CHECK(throughC() == 310);
  CHECK(nestedCaught() == 16);
  CHECK(halfConstructedArray() == 23);
  CHECK(!stet_in_transaction());
  return Failures != 0;
}
