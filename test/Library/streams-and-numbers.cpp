// What functions of the C++ library's shared part write through a reference or into a
// buffer is rolled back: streams, std::to_chars and std::from_chars, std::align, and
// std::sort of built-in types, in both C++ libraries.
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx_stet -O0 %s %link_stet -o %t/gnu0 && env STET_POOL=%t/gnu0.pool %t/gnu0
// RUN: %clangxx_stet -O2 %s %link_stet -o %t/gnu2 && env STET_POOL=%t/gnu2.pool %t/gnu2
// RUN: %clangxx_stet -O0 %libcxx %s %link_stet -o %t/llvm0 && env STET_POOL=%t/llvm0.pool %t/llvm0
// RUN: %clangxx_stet -O2 %libcxx %s %link_stet -o %t/llvm2 && env STET_POOL=%t/llvm2.pool %t/llvm2
#include <stet.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <sstream>

struct [[persistent]] Values {
  bool Truth;
  char Letter, Letters[4][16];
  wchar_t WideLetter, WideLetters[2][16];
  short Short;
  unsigned short UnsignedShort;
  int Int;
  unsigned Unsigned;
  long Long;
  unsigned long UnsignedLong;
  long long LongLong;
  unsigned long long UnsignedLongLong;
  float Float;
  double Double;
  long double LongDouble;
  void *Pointer;
  char Digits[64];
  void *Place;
  size_t Room;
  int Ints[100];
  double Doubles[100];
  unsigned long Longs[100];
};
[[persistent]] Values V;

static void fill() {
  for (int I = 0; I < 100; ++I) {
    V.Ints[I] = I * 37 % 100;
    V.Doubles[I] = V.Ints[I] / 8.0;
    V.Longs[I] = V.Ints[I];
  }
  V.Place = V.Digits + 1;
  V.Room = 60;
}

static void extract() {
  std::istringstream In("1 x 2 3 4 5 6 7 8 9 1.5 2.5 3.5 0x10 word abcdefghijk\nline\nrest");
  In >> std::boolalpha >> std::noboolalpha >> V.Truth >> V.Letter >> V.Short >> V.UnsignedShort >>
      V.Int >> V.Unsigned >> V.Long >> V.UnsignedLong >> V.LongLong >> V.UnsignedLongLong >>
      V.Float >> V.Double >> V.LongDouble >> V.Pointer >> V.Letters[0];
  In.get(V.Letter);
  In.get(V.Letters[1], 5);
  In.read(V.Letters[2], 3);
  In.readsome(V.Letters[3], 2);
  In.getline(V.Letters[3], 16);
  In.getline(V.Letters[2], 16, 'e');
  std::wistringstream WideIn(L"w wide line\n");
  WideIn >> V.WideLetter >> V.WideLetters[0];
  WideIn.getline(V.WideLetters[1], 16);
}

static void convert() {
  std::to_chars(V.Digits, V.Digits + 30, 1.25);
  std::from_chars(V.Digits, V.Digits + 4, V.Double);
  std::to_chars(V.Digits + 30, V.Digits + 60, 3.5f, std::chars_format::fixed, 3);
  const char *Text = "77";
  std::from_chars(Text, Text + 2, V.Int);

  std::align(16, 8, V.Place, V.Room);
}

static void sort() {
  std::sort(V.Ints, V.Ints + 100);
  std::sort(V.Doubles, V.Doubles + 100);
  std::sort(V.Longs, V.Longs + 100, std::greater<>());
  std::stable_sort(V.Ints + 10, V.Ints + 90, std::greater<>());
}

/// A function that is called both in and out of transactions.
__attribute__((noinline)) static void changeAll() {
  extract();
  convert();
  sort();
}

static bool check(const char *What, void (*Change)()) {
  auto &Before = *static_cast<Values *>(malloc(sizeof(Values)));
  auto &Done = *static_cast<Values *>(malloc(sizeof(Values)));
  memcpy((void *)&Before, &V, sizeof V);
  try {
    transaction <> {
      Change();
      memcpy((void *)&Done, &V, sizeof V);
      stet::abort();
    }
  } catch (const stet::aborted &) {
  }
  bool IsRight = memcmp(&Before, &V, sizeof V) == 0 && memcmp(&Done, &V, sizeof V) != 0;
  transaction <> { Change(); }
  IsRight &= memcmp(&Done, &V, sizeof V) == 0;
  memcpy((void *)&V, &Before, sizeof V); // outside: nothing is logged
  if (!IsRight)
    std::printf("FAILED: %s\n", What);
  free(&Before), free(&Done);
  return IsRight;
}

int main() {
  transaction <> { fill(); }
  bool IsRight = check("streams", extract) & check("conversions", convert) & check("sort", sort) &
                 check("all", changeAll);
  changeAll();
  return IsRight && V.Int == 77 && V.Ints[0] == 0 ? 0 : 1;
}
