// A block stands wherever a compound statement may, with arguments of any kind.
// RUN: %clangxx_stet_verify -std=c++17 -Wall -Wextra -Wshadow -Wdangling-else -Wreturn-type -Werror %s
// RUN: %clangxx_stet_verify -std=c++20 -Wall -Wextra -Wshadow -Wdangling-else -Wreturn-type -Werror %s
// RUN: %clangxx_stet_verify -std=c++23 -Wall -Wextra -Wshadow -Wdangling-else -Wreturn-type -Werror %s
// expected-no-diagnostics
#include <mutex>
#include <shared_mutex>
#include <stet.h>

struct spin_lock {
  void lock();
  void unlock();
};
template <class T, class U = int> T &get();
std::mutex Mutex;
std::shared_mutex Shared;
spin_lock Spin;

int returnsInTheBlock(int N) {
  transaction <> { return N; }
}
template <class T> T inTemplate(T X) {
  auto Lambda = [&](auto Y) {
    transaction <> {
      X += Y;
      if constexpr (sizeof(T) == 8)
        transaction <Mutex> { X += 1; }
    }
    return X;
  };
  return Lambda(3);
}
int arguments(stet::pool &Pool, pthread_mutex_t *C) {
  int R = 0;
  transaction <Pool> { ++R; }
  transaction <Pool.handle(), Mutex> { ++R; }
  transaction <Mutex, Shared, Spin, Pool> { ++R; }
  transaction <get<std::mutex>()> { ++R; }
  transaction <get<std::mutex, long>(), C> { ++R; }
  transaction <*(R > 3 ? &Mutex : nullptr)> { ++R; }
  return R + int(inTemplate(1L)) + inTemplate(1);
}
int inSwitchAndLoops(int N) {
  int R = 0;
  if (N)
    transaction <> { R = 1; }
  else
    transaction <> { R = 2; }
  for (int I : {1, 2, 3})
    transaction <> {
      if (I == 2)
        continue;
      R += I;
    }
  switch (N) {
  case 1:
    transaction <> { R = 4; }
    [[fallthrough]];
  default:
    [[likely]] transaction <> { R = 5; }
  }
  return R;
}
