//===-- runtime/interface/Fork.h - What a child of fork() finds ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_INTERFACE_FORK_H
#define STET_RUNTIME_INTERFACE_FORK_H

namespace stet {

/// From now on a child of fork() has every pool closed and is in no transaction.
/// Its next use of persistent memory opens the pool, when the parent has ended, or
/// fails as an open does that finds it in use.
void watchForks();

} // namespace stet

#endif // STET_RUNTIME_INTERFACE_FORK_H
