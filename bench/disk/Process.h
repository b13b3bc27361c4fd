//===-- bench/disk/Process.h - A contender in a process of its own ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_PROCESS_H
#define STET_BENCH_DISK_PROCESS_H

#include "Turn.h"

#include <sys/types.h>

namespace bench::disk {

/// Has the contender open from the first to the last round, and does nothing between its
/// turns. Make all of them before any thread: they are forks of this process.
class Process {
public:
  /// Returns when the contender is open and warm.
  Process(const Entry &Of, const std::string &Folder);
  Process(Process &&) noexcept;
  /// Closes the contender and waits for the end of the process.
  ~Process();

  const Entry &entry() const { return *Of; }
  /// Throws when the process has ended; it has said why.
  Turn run(const Request &);

private:
  Turn receive();
  void end();

  const Entry *Of;
  pid_t Child = -1;
  int Socket = -1; ///< to the child: Requests go there, Turns come back
};

} // namespace bench::disk

#endif // STET_BENCH_DISK_PROCESS_H
