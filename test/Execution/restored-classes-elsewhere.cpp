// Restored objects of classes are restored, too, where only a declaration of them is seen. A file
// that does not change them has nothing of that.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_stet -O0 -I%S/Inputs -c %S/Inputs/restored-classes-elsewhere.cpp -o %t/slow.o
// RUN: %clangxx_stet -O2 -I%S/Inputs -c %S/Inputs/restored-classes-elsewhere.cpp -o %t/fast.o
// RUN: %clangxx_stet -w -O2 -I%S/Inputs %s %t/slow.o %link_stet -o %t/program
// RUN: env STET_POOL=%t/pool %t/program
// RUN: %clangxx_stet -w -O0 -I%S/Inputs %s %t/fast.o %link_stet -o %t/program
// RUN: env STET_POOL=%t/pool %t/program
// RUN: %clangxx_stet -O1 -I%S/Inputs -x c++-header %S/Inputs/restored-classes-elsewhere.h \
// RUN:   -o %t/all.pch
// RUN: %clangxx_stet -O1 -include-pch %t/all.pch -I%S/Inputs \
// RUN:   -c %S/Inputs/restored-classes-elsewhere.cpp -o %t/pch.o
// RUN: %clangxx_stet -w -O1 -I%S/Inputs %s %t/pch.o %link_stet -o %t/program
// RUN: env STET_POOL=%t/pool %t/program
// RUN: rm %t/pool*
// RUN: echo '#include "restored-classes-elsewhere.h"' > %t/unused.cpp
// RUN: %clangxx_stet -O1 -I%S/Inputs -c %t/unused.cpp -o %t/unused.o
// RUN: llvm-nm -C %t/unused.o | FileCheck --allow-empty --check-prefix=UNUSED %s
// UNUSED-NOT: restoration
#include "restored-classes-elsewhere.h"
#include "check.h"
#include <stdexcept>

std::string Name = "name", Names[3] = {"a", "b", "c"};
thread_local std::vector<int> InThread{1, 2};
later Later("later");
std::string some::Name = "some", cache::Last = "last";
[[persistent]] long Count;

static void requireOld() {
  CHECK(Name == "name" && Names[0] == "a" && Names[1] == "b" && Names[2] == "c");
  CHECK(InThread == (std::vector<int>{1, 2}));
  CHECK(some::Name == "some" && cache::Last == "last");
  CHECK(Later.Text == "later");
  CHECK(cache::Inline.empty() && cache_of<long>::All.empty());
}

int main() {
  try {
    transaction<> {
      Count++;
      changeElsewhere();
      CHECK(Name == "some" && InThread.size() == 3 && cache_of<long>::All.size() == 1);
      stet::abort();
    }
  } catch (const stet::aborted &) {
  }
  requireOld();
  transaction<> {
    try {
      transaction<> {
        changeElsewhere();
        throw std::runtime_error("inner");
      }
    } catch (const std::runtime_error &) {
    }
    requireOld();
    Count++;
  }
  transaction<> { changeElsewhere(); }
  CHECK(Name == "some" && Names[1].size() > 20 && InThread.back() == 4);
  CHECK(cache::Last.size() > 20 && cache::Inline.size() > 20 && cache_of<long>::All.size() == 1);
  return 0;
}
