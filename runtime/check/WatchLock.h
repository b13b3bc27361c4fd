//===-- runtime/check/WatchLock.h - The lock of checked mode ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_WATCHLOCK_H
#define STET_RUNTIME_CHECK_WATCHLOCK_H

#include <atomic>

namespace stet::check {

/// Protects what is known of all watched pools. A spin lock that knows its owner, because
/// a signal handler takes it: nobody stores to watched memory while it is held, but the
/// handler of an asynchronous signal may, in the thread that holds it.
class WatchLock {
public:
  constexpr WatchLock() = default;

  void lock();
  void unlock() { Owner.store(nullptr, std::memory_order_release); }
  bool isMine() const;
  /// pthread_atfork, in the child: the owner may be gone.
  void reset() { Owner.store(nullptr, std::memory_order_relaxed); }

private:
  std::atomic<const void *> Owner{nullptr};
};

extern constinit WatchLock TheWatchLock;

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_WATCHLOCK_H
