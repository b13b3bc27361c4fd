//===-- runtime/check/StoreFaults.h - Stores to protected pages ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_CHECK_STOREFAULTS_H
#define STET_RUNTIME_CHECK_STOREFAULTS_H

namespace stet::check {

/// Handles SIGSEGV from here on: a store to a protected page of a watched pool goes on.
/// One of the program's is reported, with the bytes that it has changed; what the runtime
/// stores (RuntimeWrites) is not. All other faults go to the handler that was set before.
void catchStoreFaults();

/// In each thread that uses a watched pool: a fault whose signal is blocked would end the
/// process.
void unblockStoreFaults();

} // namespace stet::check

#endif // STET_RUNTIME_CHECK_STOREFAULTS_H
