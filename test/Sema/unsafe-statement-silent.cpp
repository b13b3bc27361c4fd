// Coroutines with blocks between their suspensions, assembly of known extent, jumps out of a block.
// RUN: %clangxx_stet_verify -std=c++20 %s
// expected-no-diagnostics
#include <coroutine>
#include <stet.h>
struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
[[persistent]] int kept;
task coroutine(int n) {
  transaction <> { kept = n; }
  co_await std::suspend_always{};
  transaction <> {
    auto other = [](int) -> task { co_await std::suspend_always{}; };
    (void)other;
  }
}
void statements(int n) {
  for (;;)
    transaction <> {
      __asm__("incl %0" : "+m"(kept));
      __asm__("" : : "r"(n));
      if (n == 1)
        break;
      if (n == 2)
        goto behind;
    }
behind:;
}
