// A compare-and-exchange that loses to another thread has stored nothing: an abort leaves what that
// thread has written, and undoes everything else at the same place. The other thread is played by a
// function without the plugin that is called where the exchange would be.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -DOTHER -O2 -c %s -o %t/other.o
// RUN: %every_level %t/levels %clang_stet -std=c23 %s %t/other.o %link_stet
#ifdef OTHER
void other(long *p, long value) { *p = value; }
#else
#include <stdatomic.h>
#include <stdio.h>
#include <stet.h>
#include <stet/abi.h>

void other(long *p, long value);

[[persistent]] long places[4];
[[persistent]] _Atomic long word;

static void exchange(long *p, long value, int has_stored) {
  stet_exchange_begin(p, sizeof *p);
  if (value >= 0)
    other(p, value);
  stet_exchange_end(has_stored);
}

static int expect(const char *what, long is, long should) {
  if (is != should)
    printf("%s is %ld, not %ld\n", what, is, should);
  return is != should;
}

int main(void) {
  long *p = places, expected;
  int wrong = 0;
  transaction<> {
    p[0] = p[1] = p[2] = p[3] = 0;
    word = 0;
  }
  transaction<> {
    exchange(&p[0], 5, 0); // lost
    exchange(&p[1], 6, 1); // won
    p[2] = 7;
    exchange(&p[2], -1, 0); // lost, but stored to before and after
    p[2] = 8;
    exchange(&p[3], -1, 0); // lost, but stored to after
    p[3] = 8;
    expected = 0;
    wrong += !atomic_compare_exchange_strong(&word, &expected, 3);
    expected = 9;
    wrong += atomic_compare_exchange_strong(&word, &expected, 4) || expected != 3;
    stet_abort(1);
  }
  wrong += expect("what another thread wrote", p[0], 5);
  wrong += expect("what the exchange wrote", p[1], 0);
  wrong += expect("what was stored before and after", p[2], 0);
  wrong += expect("what was stored after", p[3], 0);
  wrong += expect("the word", word, 0);
  transaction<> {
    expected = 0;
    wrong += !atomic_compare_exchange_strong(&word, &expected, 3);
    exchange(&p[3], -1, 0);
    p[3] = 8;
  }
  wrong += expect("the committed word", word, 3) + expect("what was committed after", p[3], 8);
  return wrong;
}
#endif
