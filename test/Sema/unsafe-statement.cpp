// A coroutine can't be suspended with its transaction open, but may use blocks.
// RUN: %clangxx_stet_verify -std=c++20 %s
#include <coroutine>
#include <stet.h>
struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int) { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
task bad(int n) {
  transaction <> { // expected-note 2 {{the transaction begins here}}
    if (n)
      co_await std::suspend_always{}; // expected-error {{a coroutine can't be suspended in a transaction; leave the block first [stet-unsafe-statement]}}
    co_yield 1; // expected-error {{a coroutine can't be suspended in a transaction; leave the block first}}
  }
}
task good(int n) {
  transaction <> { n = 1; }
  co_await std::suspend_always{};
  transaction <> {
    auto other = [](int) -> task { co_await std::suspend_always{}; };
    (void)other;
  }
}
