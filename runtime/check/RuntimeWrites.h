//===-- runtime/check/RuntimeWrites.h - What the runtime itself stores to pools ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_RUNTIMEWRITES_H
#define STET_RUNTIME_CHECK_RUNTIMEWRITES_H

namespace stet::check {

/// How many RuntimeWrites the thread has.
extern thread_local constinit unsigned RuntimeWritesOfThread
    __attribute__((tls_model("initial-exec")));

/// While it lives, what this thread stores to pools is the runtime's and libpmemobj's own
/// doing (logs, the heap, variables that come into being, old bytes that come back), which
/// checked mode does not take for the program's. No code of the program runs meanwhile.
class RuntimeWrites {
public:
  RuntimeWrites() { ++RuntimeWritesOfThread; }
  ~RuntimeWrites() { --RuntimeWritesOfThread; }
  RuntimeWrites(const RuntimeWrites &) = delete;
  RuntimeWrites &operator=(const RuntimeWrites &) = delete;
};

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_RUNTIMEWRITES_H
