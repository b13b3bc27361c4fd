// Threads that name the locks of what they change never lose an update and never
// deadlock; a nested block's locks are held until the outermost block ends.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx_stet -O2 -I%S/Inputs %s %link_stet -o %t/program
// RUN: env STET_POOL=%t/pool STET_DURABILITY=process %t/program
#include "check.h"
#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <stet.h>
#include <thread>
#include <vector>

[[persistent]] long A, B, Transfers;
static std::mutex MutexA, MutexB, OnlyNested;
static pthread_mutex_t MutexC = PTHREAD_MUTEX_INITIALIZER;
struct spin_lock {
  std::atomic_flag Flag = ATOMIC_FLAG_INIT;
  void lock() {
    while (Flag.test_and_set(std::memory_order_acquire))
      std::this_thread::yield();
  }
  void unlock() { Flag.clear(std::memory_order_release); }
};
static spin_lock SpinOne, SpinTwo;

static void transfer(int I) {
  try {
    switch (I % 4) {
    case 0:
      transaction <MutexA, MutexB, &MutexC> {
        --A, ++B, ++Transfers;
      }
      break;
    case 1:
      transaction <&MutexC, MutexB, MutexA> {
        --A, ++B, ++Transfers;
        if (I % 3 == 0)
          stet::abort();
      }
      break;
    case 2: // the inner block's changes must not be seen before the outer one decides
      transaction <MutexA, MutexB> {
        --A;
        transaction <MutexB, MutexA> { ++B; }
        transaction <OnlyNested> { ++Transfers; }
        if (I % 5 == 0)
          stet::abort();
      }
      break;
    case 3:
      transaction <MutexB, SpinOne, MutexA, SpinTwo, &MutexC> { --A, ++B, ++Transfers; }
      break;
    }
  } catch (stet::aborted &) {
  }
}
int main() {
  std::vector<std::thread> Threads;
  for (int T = 0; T < 4; ++T)
    Threads.emplace_back([T] {
      for (int I = 0; I < 3000; ++I)
        transfer(I + T);
    });
  for (std::thread &T : Threads)
    T.join();
  CHECK(A == -B && B == Transfers && B > 0);
  // All are free again.
  CHECK(OnlyNested.try_lock() && MutexA.try_lock() && MutexB.try_lock() && pthread_mutex_trylock(&MutexC) == 0);
  CHECK(!SpinOne.Flag.test() && !SpinTwo.Flag.test());
  return Failures != 0;
}
