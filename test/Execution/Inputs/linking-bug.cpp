// For linking.test: transactions of several threads under a sanitizer; with an argument, a bug
// that each sanitizer must find.
#include "linking.h"
#include <climits>
#include <cstdio>
#include <mutex>
#include <thread>

[[persistent]] account A;
static std::mutex Lock;
static long Racing;
static volatile int Zero = 0;

static void work() {
  for (int I = 0; I < 50; ++I) {
    transaction <Lock> { changeElsewhere(&A); }
    try {
      transaction <Lock> {
        changeElsewhere(&A);
        stet::abort();
      }
    } catch (stet::aborted &) {
    }
  }
}

__attribute__((noinline)) static void bug(long *Volatile, int Index) {
  transaction <> { Volatile[Index] = INT_MAX; }
}

int main(int C, char **) {
  std::thread One(work), Two(work);
  One.join(), Two.join();
  if (A.Balance % 500)
    return puts("wrong"), 1;
  if (C > 1) {
    std::thread Races([] { Racing++; });
    Racing++;
    Races.join();
    int Overflows = INT_MAX - Zero;
    Overflows += C;
    bug(new long[4], 4 + Zero);
    printf("%d %ld\n", Overflows, Racing);
    return 0;
  }
  puts("fine");
}
