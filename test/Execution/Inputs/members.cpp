// For members-across-files.test.
#include <cstdio>
#include <stet.h>

int three();
struct counters {
  [[persistent]] static int Count;
  [[persistent]] static long Made; // its initialiser is dynamic
  struct inner {
    [[persistent]] static inline int First = 7;
  };
};
template <class T> struct holder {
  [[persistent]] static T Second;
};
template <class T> T holder<T>::Second = T(20);
extern template struct holder<int>;
void addElsewhere();

#ifdef DEFINES
int three() { return 200 + counters::Count; }
int counters::Count = 10;
long counters::Made = three() - 10;
template struct holder<int>;
void addElsewhere() {
  transaction <> {
    ++counters::Count;
    ++counters::Made;
  }
}
#else
int main() {
  addElsewhere();
  transaction <> {
    ++counters::Count;
    counters::Made += 2;
    ++counters::inner::First;
    ++holder<int>::Second;
  }
  try {
    transaction <> {
      counters::Count = 0;
      counters::Made = 0;
      holder<int>::Second = 0;
      stet::abort();
    }
  } catch (stet::aborted &) {
  }
  printf("count %d made %ld first %d second %d\n", counters::Count, counters::Made,
         counters::inner::First, holder<int>::Second);
}
#endif
