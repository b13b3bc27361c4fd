//===-- runtime/diagnostics/NoCancellation.h - Threads don't end in the runtime ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_DIAGNOSTICS_NOCANCELLATION_H
#define STET_RUNTIME_DIAGNOSTICS_NOCANCELLATION_H

#include <pthread.h>

namespace stet {

/// While one lives, pthread_cancel does not end the thread: msync, open and others are
/// cancellation points, and a program expects none in a store. The request stays
/// pending until the program's own next cancellation point.
class NoCancellation {
public:
  NoCancellation() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &Before); }
  ~NoCancellation() { pthread_setcancelstate(Before, nullptr); }
  NoCancellation(const NoCancellation &) = delete;
  NoCancellation &operator=(const NoCancellation &) = delete;

private:
  int Before;
};

} // namespace stet

#endif // STET_RUNTIME_DIAGNOSTICS_NOCANCELLATION_H
