//===-- runtime/medium/BackgroundThread.h - A thread of the runtime's own ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STET_RUNTIME_MEDIUM_BACKGROUNDTHREAD_H
#define STET_RUNTIME_MEDIUM_BACKGROUNDTHREAD_H

#include <functional>
#include <pthread.h>

namespace stet {

/// Runs a function in a thread that takes none of the program's signals.
class BackgroundThread {
public:
  BackgroundThread() = default;
  BackgroundThread(const BackgroundThread &) = delete;
  BackgroundThread &operator=(const BackgroundThread &) = delete;

  bool isRunning() const { return Running; }
  /// False when the system has no room for a thread; nothing has happened then, and it
  /// may be tried again.
  [[nodiscard]] bool start(const char *Name, std::function<void()> Body);
  /// Waits until the function has returned.
  void join();

private:
  static void *run(void *Self);

  std::function<void()> Body;
  pthread_t Thread{};
  bool Running = false;
};

/// They are the parent's.
void forgetBackgroundThreadsInForkedChild();

} // namespace stet

#endif // STET_RUNTIME_MEDIUM_BACKGROUNDTHREAD_H
