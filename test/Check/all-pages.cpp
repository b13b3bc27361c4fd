// With STET_CHECK_PAGES=all a change that was not logged is reported by the commit of its own
// transaction, also in a storm of short transactions over many pages.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O1 -c %S/Inputs/plain.c -o %t/plain.o
// RUN: %clangxx_stet -O1 %s %t/plain.o %link_stet -o %t/program
// RUN: env STET_CHECK_PAGES=all %python %S/Inputs/expect.py %t/program %s
#include "Inputs/planted.h"
#include <cstdlib>
#include <string>

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
    storm();
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
