// Transient members in C++: constructors, templates, inheritance, copies, persistent
// variables, a lock.
// RUN: rm -rf %t && mkdir %t
// RUN: %every_level %t %clangxx_stet -I%S/Inputs %s %link_stet
// Checked mode does not ask for them to be logged.
// RUN: %clangxx_stet -I%S/Inputs %s %link_stet -o %t/program
// RUN: env STET_CHECK=1 STET_POOL=%t/pool %t/program
#include "check.h"
#include <atomic>
#include <mutex>
#include <stet.h>
#include <vector>

template <class T> struct [[persistent]] cached {
  T Value;
  [[stet::transient]] T Cache = Value + 1;
  [[stet::transient]] std::mutex Lock;
  [[stet::transient]] std::vector<int> *Volatile = nullptr;
  explicit cached(T Value) : Value(Value) {}
  T get() {
    std::lock_guard<std::mutex> Guard(Lock);
    return Cache ? Cache : Cache = Value + 1;
  }
};
struct [[persistent]] base {
  int Number = 1;
  [[stet::transient]] std::atomic<int> Uses = 0;
};
struct [[persistent]] plain {
  int Value;
  [[stet::transient]] int *Pointer;
};
struct [[persistent]] derived : base {
  plain Plain;
};

[[persistent]] cached<long> Variable(10);
[[persistent]] derived *Object;
[[persistent]] plain Array[3];

int main() {
  CHECK(Variable.Cache == 11 && Variable.get() == 11); // its initialiser has run just now
  transaction <> { Object = new derived; }
  CHECK(Object->Uses == 0 && Object->Plain.Pointer == nullptr);
  int Volatile = 0;
  Object->Plain.Pointer = &Volatile;
  try {
    transaction <> {
      ++Object->Uses;
      ++Object->Number;
      Object->Uses.fetch_add(1);
      Variable.Volatile = new std::vector<int>(10);
      Variable.Volatile->push_back(1);
      throw 1;
    }
  } catch (int) {
  }
  CHECK(Object->Uses == 2 && Object->Number == 1 && Variable.Volatile->size() == 11);
  delete Variable.Volatile;

  transaction <> { Array[1] = Object->Plain; }
  CHECK(Array[1].Pointer == &Volatile && Array[0].Pointer == nullptr);
  plain Copy(Array[1]), Moved = std::move(Array[2]);
  CHECK(Copy.Pointer == &Volatile && Moved.Pointer == nullptr);
  transaction <> { delete Object; }
  transaction <> {
    Object = new derived;
    CHECK(Object->Uses == 0 && Object->Plain.Pointer == nullptr);
  }
  return Failures != 0;
}
