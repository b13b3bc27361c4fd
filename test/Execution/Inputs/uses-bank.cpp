// For modules.test.
#include <cstdio>
#include <stet.h>
import bank;

int main() {
  long Before = shared().Balance;
  try {
    transaction <> {
      deposit(&shared(), 5);
      Visits += 5;
      stet::abort();
    }
  } catch (stet::aborted &) {
  }
  if (shared().Balance != Before)
    return puts("not rolled back"), 1;
  depositShared(1);
  transaction <> { ++Visits; }
  printf("run %ld, visits %d\n", shared().Balance, Visits);
}
