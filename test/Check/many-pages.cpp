// A change that was not logged is reported at the commit of its own transaction, also where
// many pages have been written to before, if transactions do not follow each other at once; and
// with STET_CHECK_PAGES=all if they do.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O1 -c %S/Inputs/plain.c -o %t/plain.o
// RUN: %clangxx_stet -O1 %s %t/plain.o %link_stet -o %t/program
// RUN: %python %S/Inputs/expect.py %t/program %s
// RUN: %clangxx_stet -O1 -DSTORM %s %t/plain.o %link_stet -o %t/storm
// RUN: env STET_CHECK_PAGES=all %python %S/Inputs/expect.py %t/storm %s
#include "Inputs/planted.h"
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

constexpr long Pages = 600, InPage = 4096 / sizeof(long);
[[persistent]] long Table[Pages][InPage];
[[persistent]] long Counter;

static void storm() {
  for (long Round = 0; Round < 4; ++Round)
    for (auto &Page : Table)
      transaction<> { Page[Round]++; }
}

int main(int, char **Arguments) {
  storm();
  for (long Place : {3, 200, 311, 598}) {
    // EXPECT page-3: 12296 bytes into persistent variable 'Table'
    // EXPECT page-200: bytes into persistent variable 'Table'
    // EXPECT page-311: bytes into persistent variable 'Table'
    // EXPECT page-598: bytes into persistent variable 'Table'
    if (std::strcmp(Arguments[1], ("page-" + std::to_string(Place)).c_str()) != 0)
      continue;
#ifdef STORM
    storm();
#else
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
#endif
    transaction<> {
      Counter++;
      store_plainly(&Table[Place][1], 77);
    }
    // Not later, when the pool is closed.
    std::puts("went on");
    std::fflush(stdout);
    std::_Exit(0);
  }
  // EXPECT nothing
  std::puts("went on");
}
