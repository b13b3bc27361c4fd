// A program's own handlers of SIGSEGV and SIGTRAP get its own faults and traps in checked
// mode, in a transaction and outside, with their signal masks; stores to persistent memory are
// reported, not handed to them.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_plain -O1 -c %S/Inputs/plain.c -o %t/plain.o
// RUN: %clangxx_stet -w -O1 %s %t/plain.o %link_stet -o %t/program
// RUN: env STET_POOL=%t/pool STET_CHECK=warn %t/program 2>&1 | FileCheck %s
// CHECK-COUNT-2: stet: checked mode: a store to persistent memory {{.*}}
// CHECK: went on
#include "Inputs/planted.h"
#include <csetjmp>
#include <csignal>
#include <cstdlib>

[[persistent]] long Table[4096];
static sigjmp_buf Place;
static volatile sig_atomic_t Faults, Traps;

static void onFault(int, siginfo_t *Info, void *) {
  sigset_t Blocked;
  pthread_sigmask(SIG_SETMASK, nullptr, &Blocked);
  bool IsRight = Info->si_addr == reinterpret_cast<void *>(16) && sigismember(&Blocked, SIGSEGV) &&
                 sigismember(&Blocked, SIGUSR2);
  if (!IsRight)
    std::_Exit(3);
  ++Faults;
  siglongjmp(Place, 1);
}
static void onTrap(int) { ++Traps; }

[[gnu::noinline]] static void fault() {
  if (sigsetjmp(Place, 1) == 0)
    *reinterpret_cast<volatile int *>(16) = 1;
}
[[gnu::noinline]] static void trap() { std::raise(SIGTRAP); }

int main() {
  struct sigaction Action {};
  Action.sa_sigaction = onFault;
  Action.sa_flags = SA_SIGINFO;
  sigaddset(&Action.sa_mask, SIGUSR2);
  sigaction(SIGSEGV, &Action, nullptr);
  std::signal(SIGTRAP, onTrap);
  transaction<> { Table[0]++; }
  fault();
  trap();
  transaction<> {
    Table[0]++;
    fault();
    trap();
    store_plainly(&Table[2000], 1);
  }
  store_plainly(&Table[3000], 1);
  fault();
  trap();
  if (Faults != 3 || Traps != 3 || Table[0] < 2)
    return 1;
  std::puts("went on");
}
