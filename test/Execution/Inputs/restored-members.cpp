// For restored-members-across-files.test.
#include <cstdio>
#include <stet.h>

struct settings {
  [[stet::restored]] static int Count;
  [[stet::restored]] static double Pair[2];
  [[stet::restored]] static thread_local int InThread;
};
template <class T> struct holder {
  [[stet::restored]] static T Second;
};
template <class T> T holder<T>::Second = T(20);
extern template struct holder<int>;

#ifdef DEFINES
int settings::Count = 10;
double settings::Pair[2] = {1, 2};
thread_local int settings::InThread = 4;
template struct holder<int>;
#else
int main() {
  try {
    transaction <> {
      settings::Count = 0;
      settings::Pair[1] = 0;
      settings::InThread = 0;
      holder<int>::Second = 0;
      stet::abort();
    }
  } catch (const stet::aborted &) {
  }
  std::printf("count %d pair %g second %d in thread %d\n", settings::Count, settings::Pair[1],
              holder<int>::Second, settings::InThread);
}
#endif
