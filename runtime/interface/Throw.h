//===-- runtime/interface/Throw.h - Failures that reach C++ as exceptions ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_INTERFACE_THROW_H
#define STET_RUNTIME_INTERFACE_THROW_H

namespace stet {

/// Throws stet::error with the thread's last error. Ends the program with the
/// message when it has no exceptions.
[[noreturn]] void throwError();
/// Throws stet::aborted. Likewise.
[[noreturn]] void throwAborted(int Error, const char *Message);
/// Whether the program has C++ with exceptions.
bool canThrow();

} // namespace stet

#endif // STET_RUNTIME_INTERFACE_THROW_H
