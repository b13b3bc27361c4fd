//===-- runtime/transaction/ThreadStack.h - Where the thread's own stack lies ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_RUNTIME_TRANSACTION_THREADSTACK_H
#define STET_RUNTIME_TRANSACTION_THREADSTACK_H

#include <cstdint>

namespace stet {

/// Whether the address lies in the stack that the thread began with: not in a coroutine's,
/// nor in that of signal handlers. False, too, where that can't be found out. May allocate
/// at its first call in a thread.
bool isOnThreadStack(uintptr_t Address) noexcept;

} // namespace stet

#endif // STET_RUNTIME_TRANSACTION_THREADSTACK_H
