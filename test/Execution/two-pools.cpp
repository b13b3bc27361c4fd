// Two pools are open together, each at its own address; one that was copied to another
// path opens there; a transaction on one of them can't write to the other.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %clangxx_stet -O1 -I%S/Inputs %s %link_stet -o program
// RUN: env STET_POOL=%t/default ./program create one two
// RUN: cp two copied
// RUN: rm two
// RUN: env STET_POOL=%t/default ./program check one copied
#include "check.h"
#include <cerrno>
#include <cstring>
#include <stet.h>
#include <string>

struct [[persistent]] node {
  long Value;
  node *Next;
};
struct root {
  node *Head;
};
[[persistent]] long InDefault;

static long sum(const root *R) {
  long S = 0;
  for (node *N = R->Head; N; N = N->Next)
    S += N->Value;
  return S;
}
int main(int, char **Arguments) {
  bool Create = !strcmp(Arguments[1], "create");
  auto Open = [&](const char *Path) {
    return Create ? stet::pool::create(Path, 64 << 20) : stet::pool::open(Path);
  };
  stet::pool One = Open(Arguments[2]), Two = Open(Arguments[3]);
  root *A = One.root<root>(), *B = Two.root<root>();
  if (Create)
    for (int I = 1; I <= 10; ++I) {
      transaction <One> { A->Head = new (One) node{I, A->Head}; }
      transaction <Two> { B->Head = new (Two) node{I * 100, B->Head}; }
      transaction <> { ++InDefault; }
    }
  CHECK(sum(A) == 55 && sum(B) == 5500 && InDefault == 10);
  try {
    transaction <One> {
      A->Head->Value = 7;
      B->Head->Value = 8;
      InDefault = 9;
    }
    CHECK(false);
  } catch (stet::aborted &E) {
    CHECK(E.code() == EXDEV && stet_last_abort() == EXDEV);
    CHECK(std::string(E.what()).find(Arguments[2]) != std::string::npos);
  }
  CHECK(sum(A) == 55 && sum(B) == 5500 && InDefault == 10);
  try {
    stet::pool Missing = stet::pool::open("missing");
    CHECK(false);
  } catch (stet::error &E) {
    CHECK(E.code() == ENOENT && std::string(E.what()).find("missing") != std::string::npos);
  }
  return Failures != 0;
}
